import { namedValuesOf } from "../named-values";
import { openContainersOf, variableOf } from "../platform/containers";
import type { Resource } from "../resource";
import { asBoolean, asCount, asList, asSeconds, asText } from "../scalars";
import { blocksOf } from "../server/block";
import { foreignTexts } from "../server/embedded";
import { chartValues } from "../server/helm-values";
import { configurationsOf, isServer } from "../server/settings";
import { runsVault } from "../server/vault-command";
import { containersOf } from "../server/workload";
import { field, isAbsent, isFields, isList, type Value } from "../value";
import { writeOf } from "./write";

/** What says when a user is locked out who gives wrong passwords; a setting is missing where it cannot be said there. */
export interface UserLockout {
  readonly isDisabled?: Value<boolean | undefined>;
  /** How many wrong logins in a row it takes. */
  readonly threshold?: Value<number | undefined>;
  /** Seconds; in a server's configuration 0 is no time at all, and nobody is ever locked out. */
  readonly durations?: readonly Value<number | undefined>[];
}

export function userLockoutsOf(resource: Resource): UserLockout[] {
  const write = writeOf(resource);
  if (write !== undefined) return inTuning(write.path, field(write.data, "user_lockout_config"));
  return [
    ...configurationsOf(resource).filter(isServer).flatMap(inConfiguration),
    ...variablesOf(resource).map((value) => ({ isDisabled: asBoolean(value) })),
  ];
}

/** A zero there is taken for "not set" (vault/request_handling.go, getUserLockoutConfiguration). */
function inTuning(path: Value<string>, lockout: Value): UserLockout[] {
  const isTuning = path.kind === "known" && /^sys\/(?:auth|mounts\/auth)\/.+\/tune$/u.test(path.value);
  if (!isTuning || isAbsent(lockout)) return [];
  return [
    {
      isDisabled: asBoolean(field(lockout, "lockout_disable")),
      threshold: asCount(field(lockout, "lockout_threshold")),
    },
  ];
}

/** `user_lockout "all" { }`, or without a label and with a `type` (internalshared/configutil/userlockout.go). */
function inConfiguration(settings: Value): UserLockout[] {
  return blocksOf(settings, "user_lockout")
    .flatMap(bodiesOf)
    .map((body) => {
      if (body.kind === "unknown") return { isDisabled: body };
      return {
        isDisabled: asBoolean(field(body, "disable_lockout")),
        threshold: asCount(field(body, "lockout_threshold")),
        durations: ["lockout_duration", "lockout_counter_reset"].map((name) => asSeconds(field(body, name))),
      };
    });
}

function bodiesOf(block: Value): readonly Value[] {
  if (block.kind !== "known" || !isFields(block.value)) return [block];
  const labelled = [...block.value.values()].filter(isBody);
  return labelled.length === 0 ? [block] : labelled.flatMap(itemsOf);
}

function isBody(value: Value): boolean {
  return value.kind === "known" && (isFields(value.value) || isList(value.value));
}

function itemsOf(value: Value): readonly Value[] {
  const items = asList(value);
  return items.kind === "known" ? items.value : [items];
}

/** It wins over the configuration and over what a method is tuned to (isUserLockoutDisabled). */
const variable = "VAULT_DISABLE_USER_LOCKOUT";

function variablesOf(resource: Resource): Value[] {
  const chart = chartValues(resource)?.given("server", "extraEnvironmentVars", variable);
  const isText = /^kubernetes:core\/v1:(?:ConfigMap|Secret)/u.test(resource.type) || foreignTexts(resource).length > 0;
  return [
    ...(chart === undefined ? [] : [chart]),
    ...containersOf(resource)
      .filter(runsVault)
      .map(({ settings }) => asText(variableOf(settings, variable))),
    ...openContainersOf(resource),
    ...(isText ? namedValuesOf(resource, (name) => name === variable).map(({ value }) => value) : []),
  ];
}
