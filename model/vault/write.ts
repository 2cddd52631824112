import type { Place } from "../place";
import { input, type Resource } from "../resource";
import { readValue } from "../read";
import { readSecret } from "../secret";
import { asText } from "../scalars";
import { unknown, type Value } from "../value";

/** A write to any path of Vault's API, which can set up whatever a resource type of its own would. */
export interface Write {
  /** Without slashes around it. */
  readonly path: Value<string>;
  /** The body, in the API's own names. Its texts are secret: the SDK marks the whole body so. */
  readonly data: Value;
}

const writes: ReadonlySet<string> = new Set(["vault:generic/endpoint:Endpoint", "vault:generic/secret:Secret"]);

/** The write that a resource is; undefined for every other type. */
export function writeOf(resource: Resource): Write | undefined {
  if (!writes.has(resource.type)) return undefined;
  const path = asText(input(resource, "path"));
  return {
    path: path.kind === "known" ? { ...path, value: (path.value ?? "").replace(/^\/+|\/+$/gu, "") } : path,
    data: readBody(input(resource, "dataJson")),
  };
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
