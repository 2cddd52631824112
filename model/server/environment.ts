import { variableOf } from "../platform/containers";
import type { Resource } from "../resource";
import { field, isAbsent, known, unknown, type Value } from "../value";
import type { ServerSetup } from "./setup";

/** What servers' environment sets a variable to, and the resource that sets it, or would. */
export interface ServerVariable {
  readonly of: Resource;
  readonly value: Value<string | undefined>;
}

/**
 * A variable of what runs servers. Those that Vault reads win over its configuration (command/server.go): VAULT_API_ADDR,
 * VAULT_CLUSTER_ADDR, VAULT_DISABLE_MLOCK, VAULT_RAFT_NODE_ID, VAULT_RAFT_PATH, VAULT_SEAL_TYPE, VAULT_UI ...
 */
export function variableFor({ containers, resource }: ServerSetup, name: string): ServerVariable {
  const variables = containers.map(({ of, container }) => ({ of, value: variableIn(container.settings, name) }));
  const absent = { of: resource, value: known(undefined, resource.inputs.place) };
  return variables.find(({ value }) => !isAbsent(value)) ?? variables[0] ?? absent;
}

function variableIn(container: Value, name: string): Value<string | undefined> {
  const value = variableOf(container, name);
  const elsewhere = field(container, "envFrom");
  return isAbsent(value) && !isAbsent(elsewhere) ? unknown("can stand outside the workload", elsewhere.place) : value;
}

/** Whether it certainly has a value; one that is empty is none for Vault. */
export function isSet({ value }: ServerVariable): boolean {
  if (value.kind === "secret") return !value.isEmpty();
  return value.kind === "known" && (value.value ?? "") !== "";
}
