import { isAbsent, isFields, known, type Value } from "../value";

/**
 * Values with others laid over them, as Helm does with several files of values (pkg/cli/values, MergeValues): objects are merged, and
 * everything else wins as a whole, also a null.
 */
export function mergeValues(base: Value, over: Value): Value {
  return isAbsent(over) ? base : mergeMembers(base, over);
}

function mergeMembers(base: Value, over: Value): Value {
  if (over.kind !== "known" || !isFields(over.value)) return over;
  if (base.kind !== "known") return base;
  if (!isFields(base.value)) return over;
  const merged = new Map(base.value);
  for (const [name, member] of over.value) {
    const below = base.value.get(name);
    merged.set(name, below === undefined ? member : mergeMembers(below, member));
  }
  return known(merged, base.place);
}
