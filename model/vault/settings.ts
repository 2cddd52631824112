import { input, type Resource } from "../resource";
import { field, isAbsent, type Unknown, type Value } from "../value";
import { writeOf } from "./write";

/** What a program sets about one object of Vault, by the name that Vault's API has for the setting. */
export type Settings = (name: string) => Value;

/** How a kind of object is declared: by resource types of its own, or by a write to its path. */
export interface Declared {
  readonly types: readonly string[];
  /** Of the write, without slashes around it. Its group `name` is the object's name. */
  readonly path: RegExp;
  /** Where other kinds have paths of the same form: what tells this one. A body that is not known can be any kind's. */
  readonly toldBy?: {
    /** Settings of which a write to this kind has one. */
    readonly settings: readonly string[];
    /** Paths that only this kind has, or whose mount has the kind in its name. */
    readonly path: RegExp;
  };
}

/** An object of Vault that a resource declares. */
export interface Found {
  readonly settings: Settings;
  /** The path of the write; undefined for a resource type of its own. */
  readonly path?: string;
}

/** The object that a resource declares; not known where a write's path or its whole body is not; undefined for another kind. */
export function foundIn(resource: Resource, { types, path, toldBy }: Declared): Found | Unknown | undefined {
  if (types.includes(resource.type)) return { settings: (name) => input(resource, sdkName(name)) };
  const write = writeOf(resource);
  if (write === undefined) return undefined;
  if (write.path.kind === "unknown") return write.path;
  if (!path.test(write.path.value)) return undefined;
  const settings: Settings = (name) => field(write.data, name);
  const isTold = toldBy === undefined || toldBy.path.test(write.path.value);
  if (write.data.kind === "unknown") return isTold ? write.data : undefined;
  return isTold || givesAny(settings, toldBy.settings) ? { settings, path: write.path.value } : undefined;
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
