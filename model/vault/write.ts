import type { Place } from "../place";
import { input, type Resource } from "../resource";
import { readValue } from "../read";
import { readSecret } from "../secret";
import { asText } from "../scalars";
import { known, unknown, type Known, type Unknown, type Value } from "../value";

/** A write to any path of Vault's API, which can set up whatever a resource type of its own would. */
export interface Write {
  /** Without slashes around it. */
  readonly path: Known<string> | Unknown;
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
  if (resource.type === liveSettingType) {
    return { path: readPath(asText(input(resource, "path"))), data: input(resource, "data") };
  }
  if (!writes.has(resource.type)) return undefined;
  return { path: readPath(asText(input(resource, "path"))), data: readBody(input(resource, "dataJson")) };
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
 * it: a role is an AppRole's in one method and a service account's in another.
 */
export function isBelowMount(resource: Resource): boolean {
  const path = writeOf(resource)?.path;
  return path?.kind === "known" && !/^(?:sys|identity|cubbyhole)(?:\/|$)/u.test(path.value);
}

/** The resources of a stack, of which each such write knows the others. */
export function inStack(resources: readonly Resource[]): Resource[] {
  return resources.map((resource) => (isBelowMount(resource) ? { ...resource, siblings: resources } : resource));
}
