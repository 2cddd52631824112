import type { Item, ObjectValue, Value } from "./syntax";

/**
 * Gives the tree of the JSON form the shape that HCL would have (Go: json/parser/flatten.go): `{"path": {"a": {...}}}` becomes
 * the item `path "a" {...}`, and a list of nothing but objects becomes one item per object. An object is dissolved into its
 * items as long as all of them are objects themselves, a list likewise.
 */
export function flattened(object: ObjectValue): ObjectValue {
  return { ...object, items: object.items.flatMap(dissolved).map((item) => ({ ...item, value: inside(item.value) })) };
}

function dissolved(item: Item): readonly Item[] {
  const { value } = item;
  if (
    value.kind === "object" &&
    value.items.length > 0 &&
    value.items.every((child) => child.value.kind === "object")
  ) {
    return value.items.flatMap((child) =>
      dissolved({ ...item, keys: [...item.keys, ...child.keys], value: child.value }),
    );
  }
  if (value.kind === "list" && value.items.length > 0 && value.items.every((element) => element.kind === "object")) {
    return value.items.flatMap((element) => dissolved({ ...item, value: element }));
  }
  return [item];
}

function inside(value: Value): Value {
  if (value.kind === "object") return flattened(value);
  if (value.kind === "list") return { ...value, items: value.items.map(inside) };
  return value;
}
