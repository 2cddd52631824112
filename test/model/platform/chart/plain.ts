import { isFields, isList, type Value } from "../../../../model/value";

/** A value as it would stand in a file, without what is not set; what is not known is said to be. */
export function plain(value: Value): unknown {
  if (value.kind !== "known") return `(${value.kind})`;
  if (isList(value.value)) return value.value.map(plain);
  if (!isFields(value.value)) return value.value;
  const fields = [...value.value].map(([name, member]) => [name, plain(member)] as const);
  return Object.fromEntries(fields.filter(([, member]) => member !== undefined));
}
