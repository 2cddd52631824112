import type { Place } from "../place";
import { input, type Resource } from "../resource";
import { readValue } from "../read";
import { readSecret } from "../secret";
import { asText } from "../scalars";
import { known, unknown, type Known, type Unknown, type Value } from "../value";
import { splitByForm, type NamespacedPath } from "./namespaced-path";

/** A write to any path of Vault's API, which can set up whatever a resource type of its own would. */
export interface Write {
  /** Without slashes around it, and without the namespace that it begins with. */
  readonly path: Known<string> | Unknown;
  /** The namespace that the written path begins with, below that of the resource; empty where it begins with none. */
  readonly namespace: string;
  /** The body, in the API's own names. Its texts are secret: the SDK marks the whole body so. */
  readonly data: Value;
}

const writes: ReadonlySet<string> = new Set(["vault:generic/endpoint:Endpoint", "vault:generic/secret:Secret"]);

/**
 * What a running Vault answers at a path of its API: `data` is the answer, which has the names, and in Vault's answers the values, that a
 * write would have.
 */
export const liveSettingType = "vault:live:Setting";

/** The write that a resource is, or what a running Vault was once written; undefined for every other type. */
export function writeOf(resource: Resource): Write | undefined {
  const written = writtenPathOf(resource);
  if (written === undefined) return undefined;
  const data = resource.type === liveSettingType ? input(resource, "data") : readBody(input(resource, "dataJson"));
  if (written.kind === "unknown") return { path: written, namespace: "", data };
  const { namespace, path } = split(resource, written.value);
  return { path: known(path, written.place), namespace, data };
}

/** The stack of a resource knows better than the form of its path. What a running Vault answers was asked for in its own namespace. */
function split({ type, pathNamespace }: Resource, path: string): NamespacedPath {
  if (type === liveSettingType) return { namespace: "", path };
  if (pathNamespace === undefined) return splitByForm(path, type === "vault:generic/secret:Secret");
  return { namespace: pathNamespace, path: pathNamespace === "" ? path : path.slice(pathNamespace.length + 1) };
}

/** The path that a resource writes to as it is given, without slashes around it; undefined for one that writes nothing. */
export function writtenPathOf(resource: Resource): Write["path"] | undefined {
  if (resource.type !== liveSettingType && !writes.has(resource.type)) return undefined;
  return readPath(asText(input(resource, "path")));
}

/** A path is no secret, though a program can list it among a resource's secret outputs. */
function readPath(path: Value<string | undefined>): Write["path"] {
  if (path.kind === "unknown") return path;
  const text = path.kind === "secret" ? readSecret(path, (written) => written) : (path.value ?? "");
  return known(text.replace(/^\/+|\/+$/gu, ""), path.place);
}

function parseBody(text: string, place: Place): Value {
  try {
    return readValue(JSON.parse(text), place, { secret: true });
  } catch {
    // The parser's message repeats the text; that it is no JSON is all there is to say.
    return unknown("cannot be read: it is not valid JSON", place);
  }
}

function readBody(json: Value): Value {
  if (json.kind === "unknown") return json;
  if (json.kind === "secret") return readSecret(json, (text) => parseBody(text, json.place));
  return typeof json.value === "string" ? parseBody(json.value, json.place) : unknown("is not a text", json.place);
}

/**
 * Whether what a write sets up is decided by what is mounted above its path. Such a one is judged with its whole stack, where that shows
 * it: a role is an AppRole's in one method and a service account's in another, and what looks like a namespace can be a mount.
 */
export function isBelowMount(resource: Resource): boolean {
  const path = writtenPathOf(resource);
  return path?.kind === "known" && !/^(?:sys|identity|cubbyhole)(?:\/|$)/u.test(path.value);
}

/** Whether a write's path can begin with a namespace and go on with a part that every namespace has. Only its stack tells that from a mount. */
export function canBeginWithNamespace(resource: Resource): boolean {
  const path = writtenPathOf(resource);
  return (
    path?.kind === "known" && /^(?!(?:sys|auth|identity|cubbyhole)\/).+?\/(?:sys|auth|identity)\//u.test(path.value)
  );
}
