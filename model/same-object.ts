import { allOf, anyOf, type Certainty } from "./certainty";
import type { Change, PlannedOperation } from "./change";
import { entryOf } from "./entry";
import { areSame, partsOf } from "./partly-known";
import { input, type Resource } from "./resource";
import { asBoolean, asNames, asText } from "./scalars";
import { asUnknown, isAbsent, isFields, isList, unknown, type PartlyKnown, type Value } from "./value";
import { apiPathOf, type ApiPath } from "./vault/api-path";
import { ownItems } from "./vault/api-paths";

/** The inputs by which a server finds an object of a type of which nobody here knows more. */
const naming: readonly (readonly string[])[] = [
  ...["path", "backend", "mount", "name", "roleName", "keyName", "namespace"].map((name) => [name]),
  ["metadata", "name"],
  ["metadata", "namespace"],
];

/** Whether the removal of one would take what the other has made. */
export function isSameObject(one: Resource, other: Resource): Certainty {
  const [path, otherPath] = [apiPathOf(one), apiPathOf(other)];
  if (path === undefined && otherPath === undefined) return one.type === other.type && haveSameNames(one, other);
  if (path === undefined || otherPath === undefined || path === "nowhere" || otherPath === "nowhere") return false;
  return allOf([isSamePath(path, otherPath), takesItems(one, other)]);
}

function haveSameNames(one: Resource, other: Resource): Certainty {
  const names = naming.filter((path) => !isAbsent(input(one, ...path)) || !isAbsent(input(other, ...path)));
  if (names.length === 0) return false;
  return allOf(names.map((path) => isSame(input(one, ...path), input(other, ...path))));
}

function isSamePath(one: ApiPath, other: ApiPath): Certainty {
  if (one.kind === "unknown" && other.kind === "unknown")
    return couldBeSame(partsOf(one), partsOf(other)) ? one : false;
  if (one.kind === "unknown") return areSame(one, other);
  if (other.kind === "unknown") return areSame(other, one);
  return isSame(one, other);
}

function couldBeSame(one: PartlyKnown, other: PartlyKnown): boolean {
  const beginsAlike = one.beginning.startsWith(other.beginning) || other.beginning.startsWith(one.beginning);
  return beginsAlike && (one.ending.endsWith(other.ending) || other.ending.endsWith(one.ending));
}

/** A part of a group or an entity that is not there for all of it takes only what it lists. */
function takesItems(one: Resource, other: Resource): Certainty {
  const items = entryOf(ownItems, one.type);
  if (items === undefined || one.type !== other.type) return true;
  const isExclusive = asBoolean(input(one, "exclusive"));
  const [listed, otherListed] = [asNames(input(one, items)), asNames(input(other, items))];
  return anyOf([
    isExclusive.kind === "known" ? isExclusive.value !== false : asUnknown(isExclusive, notCompared),
    shareOne(listed, otherListed),
  ]);
}

function shareOne(one: Value<readonly Value[]>, other: Value<readonly Value[]>): Certainty {
  if (one.kind !== "known") return asUnknown(one, notCompared);
  if (other.kind !== "known") return asUnknown(other, notCompared);
  return anyOf(one.value.flatMap((item) => other.value.map((otherItem) => isSame(item, otherItem))));
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
    return one.kind === "secret" && other.kind === "secret" ? one.sameAs(other) : unknown(notCompared, one.place);
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

const notCompared = "is secret, and is not compared";

function isSameOrMissing(one: Value, other: Value | undefined): Certainty {
  return other === undefined ? false : isSame(one, other);
}
