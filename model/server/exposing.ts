import { openContainersOf, variableOf } from "../platform/containers";
import { isOfMachine } from "../platform/scripts";
import { namedValuesOf } from "../named-values";
import type { Resource } from "../resource";
import { asBoolean, asText } from "../scalars";
import { field, known, type Value } from "../value";
import { foreignTexts } from "./embedded";
import { chartValues } from "./helm-values";
import { configurationsOf, isServer } from "./settings";
import { runsVault } from "./vault-command";
import { containersOf, wordsOf, type Container } from "./workload";

/** Settings by which a server shows what it has inside: its storage as it is, or the shape of its own structures. */
export interface Endpoint {
  readonly name: "raw_storage_endpoint" | "introspection_endpoint";
  readonly isOn: Value<boolean | undefined>;
}

/** The endpoints that the servers of a resource have, or might have (command/server/config.go). */
export function endpointsOf(resource: Resource): Endpoint[] {
  const names = ["raw_storage_endpoint", "introspection_endpoint"] as const;
  return configurationsOf(resource)
    .filter(isServer)
    .flatMap((settings) => names.map((name) => ({ name, isOn: asBoolean(field(settings, name)) })));
}

/**
 * How much Vault logs, in every place that says it: the configuration, the flag and the variable (command/log_flags.go), and the
 * chart's value for the variable.
 */
export function logLevelsOf(resource: Resource): Value<string | undefined>[] {
  const configured = configurationsOf(resource)
    .filter(isServer)
    .map((settings) => field(settings, "log_level"));
  const chart = chartValues(resource)?.given("server", "logLevel");
  const containers = containersOf(resource).filter(runsVault);
  return [
    ...configured,
    ...(chart === undefined ? [] : [chart]),
    ...containers.flatMap((container) => [...inCommand(container), variableOf(container.settings, variable)]),
    ...openContainersOf(resource),
    ...(isText(resource) ? namedValuesOf(resource, isLogLevel).map(({ value }) => value) : []),
  ].map(asLevel);
}

const variable = "VAULT_LOG_LEVEL";

function isLogLevel(name: string): boolean {
  return name === variable || name === "log-level";
}

/** A ConfigMap or a Secret that containers take their environment from, a unit, a script. */
function isText(resource: Resource): boolean {
  const isData = /^kubernetes:core\/v1:(?:ConfigMap|Secret)/u.test(resource.type);
  return isData || isOfMachine(resource) || foreignTexts(resource).length > 0;
}

/** `-log-level=trace`, `-log-level trace`, and words that are not known and could be either. */
function inCommand(container: Container): Value[] {
  const words = wordsOf(container);
  return words.flatMap((word, index): Value[] => {
    if (word.kind !== "known") return [word];
    const level = /^--?log-level=(?<level>.*)$/u.exec(word.value)?.groups?.["level"];
    if (level !== undefined) return [known(level, word.place)];
    const before = words[index - 1];
    return before?.kind === "known" && /^--?log-level$/u.test(before.value) ? [word] : [];
  });
}

/** Vault does not look at case or blanks (helper/logging, ParseLogLevel). */
function asLevel(value: Value): Value<string | undefined> {
  const text = asText(value);
  return text.kind === "known" ? known(text.value?.trim().toLowerCase(), text.place) : text;
}
