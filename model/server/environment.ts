import { variableOf } from "../platform/containers";
import type { Resource } from "../resource";
import { asBoolean, asList, textOf } from "../scalars";
import { field, isAbsent, known, unknown, type Value } from "../value";
import type { ServerSetup } from "./setup";
import type { Container } from "./workload";

/** What servers' environment sets a variable to, and the resource that sets it, or would. */
export interface ServerVariable {
  readonly of: Resource;
  readonly value: Value<string | undefined>;
  /** Whether it certainly has a value. */
  readonly isSet: boolean;
  /** Whether something sets it, be it to a value that is not known. */
  readonly isNamed: boolean;
}

/**
 * A variable of what runs servers. Those that Vault reads win over its configuration (command/server.go): VAULT_API_ADDR,
 * VAULT_CLUSTER_ADDR, VAULT_DISABLE_MLOCK, VAULT_RAFT_NODE_ID, VAULT_RAFT_PATH, VAULT_SEAL_TYPE, VAULT_UI ...
 */
export function variableFor({ containers, resource }: ServerSetup, name: string): ServerVariable {
  const variables = containers.map(({ of, container }) => variableIn(of, container, name));
  const absent = { of: resource, value: known(undefined, resource.inputs.place), isSet: false, isNamed: false };
  return variables.find(({ value }) => !isAbsent(value)) ?? variables[0] ?? absent;
}

function variableIn(of: Resource, { settings, environment }: Container, name: string): ServerVariable {
  const value = variableOf(settings, name);
  const isNamed = environment.some((variable) => variable.name === name);
  const elsewhere = field(settings, "envFrom");
  if (isAbsent(value) && !isAbsent(elsewhere)) {
    return { of, value: unknown("can stand outside the workload", elsewhere.place), isSet: false, isNamed: false };
  }
  return { of, value, isSet: hasValue(value) || isGivenElsewhere(settings, name), isNamed };
}

/** A container does not start before the key is there that its variable comes from, unless it may go without (Kubernetes API, EnvVarSource). */
function isGivenElsewhere(container: Value, name: string): boolean {
  const entries = asList(field(container, "env"));
  const own = (entries.kind === "known" ? entries.value : [])
    .filter((entry) => textOf(field(entry, "name")) === name)
    .at(-1);
  if (own === undefined || !isAbsent(field(own, "value"))) return false;
  return ["secretKeyRef", "configMapKeyRef"].some((source) => {
    const reference = field(own, "valueFrom", source);
    const [key, isOptional] = [field(reference, "key"), asBoolean(field(reference, "optional"))];
    return key.kind !== "unknown" && !isAbsent(key) && isOptional.kind === "known" && isOptional.value !== true;
  });
}

/** A variable that is empty is none for Vault. */
function hasValue(value: Value<string | undefined>): boolean {
  if (value.kind === "secret") return !value.isEmpty();
  return value.kind === "known" && (value.value ?? "") !== "";
}

/** A setting of the configuration in the same terms. */
export function settingOf({ resource }: ServerSetup, value: Value<string | undefined>): ServerVariable {
  return { of: resource, value, isSet: hasValue(value), isNamed: !isAbsent(value) };
}
