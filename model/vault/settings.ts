import type { Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { field, isAbsent, isFields, unknown, type Unknown, type Value } from "../value";
import { mountAbove } from "./mount";
import { isVaultsOwn } from "./mount-type";
import { writeOf } from "./write";

/** What a program sets about one object of Vault, by the name that Vault's API has for the setting. */
export type Settings = (name: string) => Value;

/** How a kind of object is declared: by resource types of its own, or by a write to its path. */
export interface Declared {
  readonly types: readonly string[];
  /** Of the write, without slashes around it. Its group `name` is the object's name. */
  readonly path: RegExp;
  /** What has such objects, once it is mounted: `approle`. Where the stack mounts it, nothing else needs to tell. */
  readonly mounts?: readonly string[];
  /** Where other kinds have paths of the same form: what tells this one. */
  readonly toldBy?: {
    /** Settings of which a write to this kind has one. */
    readonly settings: readonly string[];
    /** Paths that only this kind has, or whose mount has the kind in its name. */
    readonly path: RegExp;
    /** What else a body shows it by. */
    readonly also?: (settings: Settings) => boolean;
  };
  /** Whether it is a secret of a key-value engine, or says how one is kept. */
  readonly isKeyValue?: boolean;
}

/** An object of Vault that a resource declares. */
export interface Found {
  readonly settings: Settings;
  /** The path of the write; undefined for a resource type of its own. */
  readonly path?: string;
}

/**
 * The object that a resource declares; undefined for another kind. Not known where a write's path is not, and where its body does
 * not say which of several kinds it is for.
 */
export function foundIn(resource: Resource, declared: Declared): Found | Unknown | undefined {
  const { types, path, toldBy, isKeyValue = false } = declared;
  if (types.includes(resource.type)) return { settings: (name) => input(resource, sdkName(name)) };
  const write = writeOf(resource);
  if (write === undefined) return undefined;
  if (write.path.kind === "unknown") return write.path;
  const written = write.path.value;
  const isMounted = isMountedAs(declared.mounts, resource, written);
  if (!path.test(written) || isMounted === false) return undefined;
  if (isMounted === undefined && !isKeyValue && isSecretOfKeyValue(resource, written)) return undefined;
  const settings: Settings = (name) => field(write.data, name);
  const isTold = isMounted === true || isToldByPath(declared, written);
  const isOpen = isTold || !namedAfterKind.test(written);
  if (write.data.kind === "unknown") return isOpen ? write.data : undefined;
  if (isTold || givesAny(settings, toldBy?.settings ?? []) || toldBy?.also?.(settings) === true)
    return { settings, path: written };
  return isOpen && isAnyMethods(written, write.data)
    ? unknown("can be a role of several methods", write.data.place)
    : undefined;
}

/** Whether a resource declares such an object, whatever it sets about it. */
export function declares(resource: Resource, declared: Declared): Certainty {
  const found = foundIn(resource, declared);
  if (found === undefined || isFound(found)) return found !== undefined;
  const path = writeOf(resource)?.path;
  if (path?.kind !== "known") return found;
  const isTold = isMountedAs(declared.mounts, resource, path.value) === true || isToldByPath(declared, path.value);
  return isTold || found;
}

/** Whether the path alone tells the kind from the others with such paths. */
function isToldByPath({ toldBy }: Declared, path: string): boolean {
  return toldBy === undefined || toldBy.path.test(path);
}

/** Whether one of these is mounted above a path; undefined where nobody knows what is. */
export function isMountedAs(mounts: Declared["mounts"], resource: Resource, path: string): boolean | undefined {
  const type = mounts === undefined ? undefined : mountAbove(path, resource)?.type;
  return type?.kind === "known" && isVaultsOwn(type.value) ? mounts?.includes(type.value) : undefined;
}

/** What the SDK writes with this type is a secret, except below the paths of Vault itself; so is what an engine has under `data`. */
function isSecretOfKeyValue({ type }: Resource, path: string): boolean {
  if (/^(?:auth|sys|identity)\//u.test(path)) return false;
  return type === "vault:generic/secret:Secret" || /\/(?:meta)?data\//u.test(path);
}

/** A mount is often called after its kind: what is below is no other kind's. */
const namedAfterKind =
  /^(?:auth\/)?[^/]*(?:alicloud|approle|aws|azure|cert|consul|database|gcp|github|jwt|k8s|kerberos|kubernetes|kv|ldap|mongo|nomad|oci|oidc|okta|pki|rabbitmq|radius|saml|secret|spiffe|sql|ssh|transit|userpass)[^/]*\//iu;

/** A role that gives policies and lives only can be of any method, and be bound to nobody. */
function isAnyMethods(path: string, data: Value): boolean {
  if (!/^auth\/(?!token\/).+\/role\/[^/]+$/u.test(path) || data.kind !== "known" || !isFields(data.value)) return false;
  return [...data.value.keys()].every((name) => /^(?:token_.+|policies|(?:max_)?ttl|period|num_uses)$/u.test(name));
}

export function isFound(found: Found | Unknown): found is Found {
  return "settings" in found;
}

/** Whether one of these is given, or might be. */
export function givesAny(settings: Settings, names: readonly string[]): boolean {
  return !names.map(settings).every(isAbsent);
}

/** `bound_claims` is `boundClaims` in the SDK. */
export function sdkName(name: string): string {
  return name.replace(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}
