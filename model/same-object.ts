import { allOf, type Certainty } from "./certainty";
import type { Change, PlannedOperation } from "./change";
import { input, type Resource } from "./resource";
import { asText } from "./scalars";
import { isAbsent, isFields, isList, unknown, type Value } from "./value";

/** The inputs by which a server finds an object of one type. */
const naming: readonly (readonly string[])[] = [
  ...["path", "backend", "mount", "name", "roleName", "keyName", "namespace"].map((name) => [name]),
  ["metadata", "name"],
  ["metadata", "namespace"],
];

/** Whether two resources are one object on a server. */
export function isSameObject(one: Resource, other: Resource): Certainty {
  if (one.type !== other.type) return false;
  const names = naming.filter((path) => !isAbsent(input(one, ...path)) || !isAbsent(input(other, ...path)));
  if (names.length === 0) return false;
  return allOf(names.map((path) => isSame(input(one, ...path), input(other, ...path))));
}

/** What would be created in the place of something that goes: another name, and everything else the same. */
export function renamingOf({ before, urn }: PlannedOperation, { operations }: Change): PlannedOperation | undefined {
  if (before === undefined) return undefined;
  const { resource } = before;
  return operations.find(
    ({ kind, after, urn: other }) =>
      kind === "create" && other !== urn && after?.type === resource.type && isAlike(resource, after),
  );
}

/** Whether everything but the name is the same, as far as it is known. */
function isAlike(one: Resource, other: Resource): boolean {
  const names = new Set([...fieldNames(one), ...fieldNames(other)]);
  const others = [...names].filter((name) => !["path", "name", "roleName"].includes(name));
  return others.every((name) => isSame(input(one, name), input(other, name)) !== false);
}

function fieldNames({ inputs }: Resource): string[] {
  return inputs.kind === "known" && isFields(inputs.value) ? [...inputs.value.keys()] : [];
}

function isSame(one: Value, other: Value): Certainty {
  if (one.kind === "unknown") return one;
  if (other.kind === "unknown") return other;
  if (one.kind === "secret" || other.kind === "secret")
    return one.kind === "secret" && other.kind === "secret"
      ? one.sameAs(other)
      : unknown("is secret, and is not compared", one.place);
  const [left, right] = [one.value, other.value];
  if (isList(left) && isList(right)) {
    return left.length === right.length && allOf(left.map((item, index) => isSameOrMissing(item, right[index])));
  }
  if (isFields(left) && isFields(right)) {
    return left.size === right.size && allOf([...left].map(([name, item]) => isSameOrMissing(item, right.get(name))));
  }
  const [text, otherText] = [asText(one), asText(other)];
  return text.kind === "known" && otherText.kind === "known" && text.value === otherText.value;
}

function isSameOrMissing(one: Value, other: Value | undefined): Certainty {
  return other === undefined ? false : isSame(one, other);
}
