import type { Item, ObjectValue, Value as Node } from "../../hcl/syntax";
import { readValue } from "../read";
import { isSecretName } from "../secret-fields";
import { within, type Place } from "../place";
import { isFields, isList, known, unknown, type Fields, type Known, type Value } from "../value";

/**
 * What a configuration's syntax tree means to Vault's decoder (github.com/hashicorp/hcl v1.0.1-vault-7, decoder.go): keys whatever
 * their case, the last of several values for one key, and a list of all blocks of one name. What is read from a secret text is secret.
 */
export function readTree(object: ObjectValue, place: Place, isSecret: boolean): Known<Fields> {
  const repeated: Place[] = [];
  const tree = readObject(object, { place, isSecret, depth: 0, repeated });
  repeatedIn.set(tree, repeated);
  return tree;
}

/** Where a configuration sets something again that it has set, which counts alone. */
export function repeatedSettings(configuration: Value): readonly Place[] {
  return repeatedIn.get(configuration) ?? [];
}

const repeatedIn = new WeakMap<Value, readonly Place[]>();

interface Around {
  readonly place: Place;
  readonly isSecret: boolean;
  readonly depth: number;
  readonly repeated: Place[];
}

/** Real configurations nest five deep. */
const deepest = 12;
const tooDeep = "is nested deeper than any setting of Vault's";

function readObject(object: ObjectValue, around: Around): Known<Fields> {
  const groups = new Map<string, Item[]>();
  for (const item of object.items) {
    const name = foldCase(item.keys[0].text);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return known(
    new Map([...groups].map(([name, items]) => [name, readItems(items, below(around, name))])),
    around.place,
  );
}

/** As strings.EqualFold compares: of the letters outside ASCII, two are case variants of letters inside, and one of them has no lower case. */
function foldCase(key: string): string {
  return key.toLowerCase().replaceAll("ſ", "s");
}

function below(around: Around, name: string): Around {
  const isSecret = around.isSecret || isSecretName(name);
  return { ...around, place: within(around.place, name), isSecret, depth: around.depth + 1 };
}

function readItems(items: readonly Item[], around: Around): Value {
  const [first, ...others] = items;
  if (first !== undefined && others.length === 0) return readItem(first, 1, around);
  if (items.every(isScalar)) return readRepeated(items, around);
  const values = items.map((item, index) => readItem(item, 1, { ...around, place: within(around.place, index) }));
  return known(values, around.place);
}

function isScalar({ keys, value }: Item): boolean {
  return keys.length === 1 && value.kind !== "object" && value.kind !== "list";
}

function readRepeated(items: readonly Item[], around: Around): Value {
  const values = items.map((item) => readItem(item, 1, around));
  const last = values.at(-1) ?? known(undefined, around.place);
  around.repeated.push(last.place);
  const isOneKind = new Set(items.map(({ value }) => kindOf(value))).size === 1;
  if (!isOneKind) return unknown("is set twice, to values of two kinds", last.place);
  return values.find(({ kind }) => kind === "unknown") ?? last;
}

/** A value is decoded into what one before it has left there, and refused where it is of another kind (decoder.go, decode). */
function kindOf(value: Node): string {
  if (value.kind !== "number") return value.kind;
  return /^-?(?:0[xX][\da-fA-F]+|\d+)$/u.test(value.text) ? "integer" : "float";
}

/** `listener "tcp" { }` is `listener` with a field `tcp`, as in the JSON form. */
function readItem(item: Item, label: number, around: Around): Value {
  const key = item.keys[label];
  const { line, column } = item.place;
  const here = { ...around, place: { ...around.place, line, column } };
  if (key === undefined) return readNode(item.value, here);
  if (around.depth >= deepest) return unknown(tooDeep, here.place);
  const name = foldCase(key.text);
  return known(new Map([[name, readItem(item, label + 1, below(around, name))]]), here.place);
}

function readNode(node: Node, around: Around): Value {
  const { place, isSecret, depth } = around;
  switch (node.kind) {
    case "object":
      return depth >= deepest ? unknown(tooDeep, place) : readObject(node, around);
    case "list":
      if (depth >= deepest) return unknown(tooDeep, place);
      return known(
        node.items.map((item, index) => readNode(item, { ...around, place: within(place, index), depth: depth + 1 })),
        place,
      );
    case "string":
      return readValue(node.text, place, { secret: isSecret });
    case "number":
      return readNumber(node.text, around);
    case "boolean":
      return readValue(node.text === "true", place, { secret: isSecret });
    case "null":
      return known(undefined, place);
  }
}

/** As Go's strconv.ParseInt with base 0, and ParseFloat: `0x1f` is hexadecimal, `017` octal; what they refuse ends Vault's start. */
function readNumber(text: string, { place, isSecret }: Around): Value {
  const number = /^-?0[0-7]+$/u.test(text) ? Number.parseInt(text, 8) : Number(text);
  const isRefused = Number.isNaN(number) || /^-?0\d+$/u.test(text) !== /^-?0[0-7]+$/u.test(text);
  return isRefused ? unknown("is a number that Vault refuses", place) : readValue(number, place, { secret: isSecret });
}

/** A configuration that stands as a tree, in YAML or JSON, with its keys as Vault's decoder takes them. */
export function lowerKeys(value: Value): Value {
  if (value.kind !== "known") return value;
  if (isList(value.value)) return known(value.value.map(lowerKeys), value.place);
  if (!isFields(value.value)) return value;
  return known(new Map([...value.value].map(([key, member]) => [foldCase(key), lowerKeys(member)])), value.place);
}
