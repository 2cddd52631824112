import { readValue } from "../read";
import type { Place, Position } from "../place";
import { readSecret, secret } from "../secret";
import { isFields, isList, known, unknown, type Unknown, type Value } from "../value";

/** Plain data as it stands in a file, and where each part of it does. */
export interface Located {
  readonly data: unknown;
  readonly position: Position;
  /** The parts of an object or a list, by their keys and indexes. */
  readonly members: ReadonlyMap<string, Located>;
}

/** A part at any depth: `part(tree, "spec", "template")`; undefined where there is none. */
export function part(tree: Located | undefined, ...keys: readonly string[]): Located | undefined {
  return keys.reduce<Located | undefined>((found, key) => found?.members.get(key), tree);
}

export function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** The text that stands there, if it is one. */
export function textAt(tree: Located | undefined, ...keys: readonly string[]): string | undefined {
  const data = part(tree, ...keys)?.data;
  return typeof data === "string" ? data : undefined;
}

export function located(data: unknown, position: Position, members: Located["members"] = new Map()): Located {
  return { data, position, members };
}

/** An object of parts. */
export function objectOf(members: ReadonlyMap<string, Located>, position: Position): Located {
  return located(Object.fromEntries([...members].map(([name, { data }]) => [name, data])), position, members);
}

/** A list of parts. */
export function listOf(items: readonly Located[], position: Position): Located {
  return located(
    items.map(({ data }) => data),
    position,
    new Map(items.map((item, index) => [String(index), item])),
  );
}

/** The whole tree as model values. */
export function readLocated(tree: Located): Value {
  return withPositions(readValue(tree.data, { path: [] }), tree);
}

/** The same value, with the places in the file that it was read from; what was read out of a text stands where the text does. */
export function withPositions(value: Value, { position, members }: Pick<Located, "position" | "members">): Value {
  const place: Place = { ...value.place, position };
  if (value.kind === "unknown") return { ...value, place };
  if (value.kind === "secret")
    return readSecret(value, (text) => (isTooLong(text) ? unread(place) : secret(text, place, value.because)));
  if (isTooLong(value.value)) return unread(place);
  const inside = (key: string) => members.get(key) ?? { position, members: new Map<string, Located>() };
  if (isList(value.value))
    return known(
      value.value.map((item, index) => withPositions(item, inside(String(index)))),
      place,
    );
  if (!isFields(value.value)) return known(value.value, place);
  return known(new Map([...value.value].map(([name, member]) => [name, withPositions(member, inside(name))])), place);
}

/** Kubernetes keeps no object that is longer (etcd, --max-request-bytes), and nobody writes such a text by hand. */
const longestText = 1_572_864;

function isTooLong(content: unknown): boolean {
  return typeof content === "string" && content.length > longestText;
}

function unread(place: Place): Unknown {
  return unknown("is too long to be read", place);
}
