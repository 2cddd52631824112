import { isOpen } from "../certainty";
import { entryOf } from "../entry";
import { input, type Resource } from "../resource";
import { asBoolean, asText } from "../scalars";
import type { Unknown } from "../value";
import { keyValueOf } from "./key-value";
import { loginMethodOf } from "./login-method";
import { mountAbove } from "./mount";
import { declares } from "./settings";
import {
  heldByAnyEngine,
  heldByEngine,
  heldByLoginMethod,
  heldByType,
  secretOfKeyValue,
  type Stateful,
} from "./stateful-kinds";
import { heldByWrites } from "./stateful-writes";
import { writeOf } from "./write";

/**
 * What an object of Vault's holds that is lost with it; undefined for what a program can simply make again. Not known for a write whose
 * path is not.
 */
export function heldInVault(resource: Resource): Stateful | Unknown | undefined {
  if (resource.type === "vault:index/mount:Mount") return heldByMount(resource);
  const own = entryOf(heldByType, resource.type);
  if (own !== undefined) return own;
  return writeOf(resource) === undefined && loginMethodOf(resource) !== undefined
    ? heldByLoginMethod
    : heldByWrite(resource);
}

function heldByMount(mount: Resource): Stateful {
  const version = keyValueOf(mount)?.version;
  if (version?.kind === "known" && version.value === 1) return heldByEngine["kv-v1"] ?? heldByAnyEngine;
  const type = asText(input(mount, "type"));
  // What is in it is lost whatever it is: only the words for it depend on the type.
  return (type.kind === "known" ? entryOf(heldByEngine, type.value ?? "") : undefined) ?? heldByAnyEngine;
}

function heldByWrite(resource: Resource): Stateful | Unknown | undefined {
  const write = writeOf(resource);
  if (write === undefined) return undefined;
  const held = write.path.kind === "unknown" ? write.path : heldAt(write.path.value, resource);
  if (held === undefined) return undefined;
  // A write that is never taken back (terraform-provider-vault, vault/resource_generic_endpoint.go, disable_delete).
  const staysThere = asBoolean(input(resource, "disableDelete"));
  if (staysThere.kind === "unknown") return staysThere;
  return staysThere.kind === "known" && staysThere.value === true ? undefined : held;
}

function heldAt(path: string, resource: Resource): Stateful | Unknown | undefined {
  const mount = mountAbove(path, resource);
  const engine = mount?.kind === "engine" ? mount : undefined;
  const version = engine === undefined ? undefined : keyValueOf(engine.resource)?.version;
  if (engine?.type.kind === "known" && version?.kind === "known" && version.value === 1) return secretOfKeyValue;
  for (const { kind, held } of heldByWrites) {
    const isOne = declares(resource, kind);
    if (isOne !== false) return isOpen(isOne) ? isOne : held;
  }
  // It may be the first, in which every path is a secret.
  return version?.kind === "unknown" ? version : undefined;
}
