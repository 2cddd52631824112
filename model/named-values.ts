import { assignmentsIn, type NamedValue } from "./assignments";
import type { Resource } from "./resource";
import { keysOf } from "./server/kubernetes-data";
import { isFields, isList, type Value } from "./value";

/**
 * Every value of a resource that goes by one of certain names, wherever it stands: a field, a variable of a container's
 * environment, a key of a ConfigMap or a Secret, and whatever a text gives a name to.
 */
export function namedValuesOf(resource: Resource, isWanted: (name: string) => boolean): NamedValue[] {
  return partsOf(resource).flatMap(({ name, value }) => [
    ...(isWanted(name) ? [{ name, value }] : []),
    ...assignmentsIn(value, isWanted),
  ]);
}

/** Everything in a resource that is neither a list nor an object, with the name nearest to it; base64 is decoded. */
export function partsOf(resource: Resource): NamedValue[] {
  if (!/^kubernetes:core\/v1:(?:ConfigMap|Secret)(?:Patch)?$/u.test(resource.type))
    return [...named(resource.inputs, "")];
  const others = [...named(resource.inputs, "")].filter(({ value }) => !isData(value));
  return [...others, ...[...keysOf(resource)].map(([name, value]) => ({ name, value }))];
}

function isData({ place }: Value): boolean {
  return ["data", "stringData", "binaryData"].includes(String(place.path[0]));
}

function* named(value: Value, name: string): Generator<NamedValue> {
  if (value.kind === "known" && isList(value.value)) {
    for (const item of value.value) yield* named(item, name);
  } else if (value.kind === "known" && isFields(value.value)) {
    const nameBeside = value.value.get("name");
    for (const [key, member] of value.value) yield* named(member, key === "value" ? textOr(nameBeside, key) : key);
  } else {
    yield { name, value };
  }
}

/** A container's environment and a Helm value pair a name with a value. */
function textOr(name: Value | undefined, otherwise: string): string {
  return name?.kind === "known" && typeof name.value === "string" ? name.value : otherwise;
}
