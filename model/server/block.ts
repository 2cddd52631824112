import { asList } from "../scalars";
import { field, type Value } from "../value";

/**
 * The blocks of one name: none, one or several, each `name { }` in HCL and an object or a list of them in JSON. Where not even
 * their number is known, one that is not known.
 */
export function blocksOf(settings: Value, name: string): readonly Value[] {
  const blocks = asList(field(settings, name));
  return blocks.kind === "known" ? blocks.value : [blocks];
}
