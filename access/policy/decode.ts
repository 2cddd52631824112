import { quote } from "../../hcl/quote";
import type { Item, Key, Place, Value } from "../../hcl/syntax";
import { isFloat, parseFloat64, parseInteger } from "./number";

/**
 * How Vault turns a syntax tree into Go values (github.com/hashicorp/hcl v1.0.1-vault-7, decoder.go): which shapes it takes for
 * a text, a list, a map. It is laxer than one would think in some places and stricter in others, and what it refuses, Vault
 * refuses. Every function throws ShapeProblem.
 */
export class ShapeProblem extends Error {
  override readonly name = "ShapeProblem";
  readonly place: Place;
  /** What stands there, for a person. */
  readonly found: string;

  /** @param message Vault's own words. */
  constructor(message: string, node: Node) {
    super(message);
    this.place = node.place;
    this.found = inWords(node);
  }
}

/** An item whose first keys were used up in finding it. */
export interface Entry {
  readonly keys: readonly Key[];
  readonly value: Value;
  readonly place: Place;
}

/** A node of Go's tree: besides the values also an object's items by themselves, and a single item. */
export type Node =
  | Value
  | { readonly kind: "entries"; readonly entries: readonly Entry[]; readonly place: Place }
  | { readonly kind: "entry"; readonly entry: Entry; readonly place: Place };

const goType = {
  object: "*ast.ObjectType",
  list: "*ast.ListType",
  entries: "*ast.ObjectList",
  entry: "*ast.ObjectItem",
  string: "*ast.LiteralType",
  number: "*ast.LiteralType",
  boolean: "*ast.LiteralType",
  null: "*ast.LiteralType",
} as const;

export const typeInGo = (node: Node): string => goType[node.kind];

export function inWords(node: Node): string {
  switch (node.kind) {
    case "string":
      return quote(node.text);
    case "number":
    case "boolean":
      return node.text;
    case "null":
      return "null";
    case "list":
      return "a list";
    default:
      return "a block";
  }
}

/**
 * The nodes that hold the field `name`: the items with further keys together, then each value by itself. Names are compared
 * without regard to case, as Go folds it (`ſ` is an `s`).
 */
export function field(entries: readonly Entry[], name: string): readonly Node[] {
  const same = sameName(name);
  const found = entries
    .filter(({ keys: [first] }) => first !== undefined && same.test(first.text))
    .map((entry) => ({ ...entry, keys: entry.keys.slice(1) }));
  const [first, ...rest] = found.filter(({ keys }) => keys.length > 0);
  const labelled: Node[] = first ? [{ kind: "entries", entries: [first, ...rest], place: first.place }] : [];
  const plain = found.filter(({ keys }) => keys.length === 0);
  return [...labelled, ...plain.map(({ value }) => (value.kind === "object" ? asEntries(value) : value))];
}

const names = new Map<string, RegExp>();

function sameName(name: string): RegExp {
  const known = names.get(name);
  if (known !== undefined) return known;
  const same = new RegExp(`^${name}$`, "iu");
  names.set(name, same);
  return same;
}

const asEntries = (value: { readonly items: readonly Item[]; readonly place: Place }): Node => ({
  kind: "entries",
  entries: value.items,
  place: value.place,
});

/** The items of an object, for a map or a struct; undefined for anything else. */
export function entriesOf(node: Node): readonly Entry[] | undefined {
  if (node.kind === "object") return node.items;
  return node.kind === "entries" ? node.entries : undefined;
}

export function decodeString(node: Node): string {
  if (node.kind === "string" || node.kind === "null") return node.text;
  if (node.kind === "number" && !isFloat(node.source)) return node.source;
  throw new ShapeProblem(`unknown type for string ${typeInGo(node)}`, node);
}

export interface Text {
  readonly text: string;
  readonly place: Place;
}

/** A list of texts. An empty block is an empty list. */
export const decodeStrings = (node: Node): readonly Text[] =>
  elements(node).map((element) => ({ text: decodeString(element), place: element.place }));

/** The elements that Go appends to a slice: of a list, the items of an object one by one, an object value as a whole. */
export function elements(node: Node): readonly Node[] {
  switch (node.kind) {
    case "list":
      return node.items;
    case "entries":
      return node.entries.map((entry) => ({ kind: "entry", entry, place: entry.place }));
    case "object":
      return [node];
    default:
      throw new ShapeProblem(`unknown slice type: ${typeInGo(node)}`, node);
  }
}

export function decodeInteger(node: Node): bigint {
  const isHeredoc = node.kind === "string" && node.source.startsWith("<<");
  if ((node.kind !== "number" || isFloat(node.source)) && (node.kind !== "string" || isHeredoc)) {
    throw new ShapeProblem(`unknown type ${typeInGo(node)}`, node);
  }
  const value = parseInteger(node.text);
  if (value === undefined)
    throw new ShapeProblem(`strconv.ParseInt: parsing ${JSON.stringify(node.text)}: invalid syntax`, node);
  return value;
}

export function decodeFloat(node: Node): number {
  if (node.kind !== "number") throw new ShapeProblem(`unknown type ${typeInGo(node)}`, node);
  const value = isFloat(node.source) ? parseFloat64(node.source) : Number(node.source);
  if (value === undefined || !Number.isFinite(value)) {
    throw new ShapeProblem(`strconv.ParseFloat: parsing ${JSON.stringify(node.source)}: invalid syntax`, node);
  }
  return value;
}

/**
 * Puts an object's items into a map. An item with several keys stands for all items that begin with the first of them.
 * @param decode gives the value for a node and, where a name came before, for its value so far.
 */
export function decodeMap<Decoded>(
  node: Node,
  into: Map<string, Decoded>,
  decode: (node: Node, before: Decoded | undefined) => Decoded,
): void {
  const entries = node.kind === "entry" ? [node.entry] : entriesOf(node);
  if (entries === undefined) throw new ShapeProblem(`not an object type for map (${typeInGo(node)})`, node);
  const done = new Set<string>();
  for (const { keys, value, place } of entries) {
    const [first, ...rest] = keys;
    if (first === undefined) throw new ShapeProblem("map must have string keys", value);
    if (done.has(first.text)) continue;
    if (rest.length > 0) done.add(first.text);
    const found: Node =
      rest.length > 0 ? { kind: "entries", entries: beginningWith(entries, first.text), place } : value;
    into.set(first.text, decode(found, into.get(first.text)));
  }
}

const beginningWith = (entries: readonly Entry[], key: string): readonly Entry[] =>
  entries
    .filter(({ keys: [first] }) => first !== undefined && equalFold(first.text, key))
    .map((entry) => ({ ...entry, keys: entry.keys.slice(1) }));

/** Go's `strings.EqualFold`. */
const equalFold = (left: string, right: string): boolean =>
  left === right || new RegExp(`^${right.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`, "iu").test(left);
