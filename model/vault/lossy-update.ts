import { allOf, isOpen, type Certainty } from "../certainty";
import type { PlannedOperation, ResourceInState } from "../change";
import { input, type Resource } from "../resource";
import { field, isAbsent, known, type Value } from "../value";
import { lostConnections } from "./lossy-connections";
import { lossyFields, type LossyField, type LossyWrite } from "./lossy-fields";
import { foundIn, isMountedAs } from "./settings";
import { writeOf, writtenPathOf } from "./write";

/** Something that a change in place takes away for good. */
export interface LossyUpdate {
  /** What is lost, in Vault's words: completes `keep ...`. */
  readonly holds: string;
  readonly isLost: Certainty;
  /** What the program now says. */
  readonly now: Value;
  /** The resource's input that says it. */
  readonly input: string;
}

/** What an operation on an object that is there before and afterwards would lose, or could, where a value is not known. */
export function lossyUpdatesOf({ before, after, changed }: PlannedOperation): LossyUpdate[] {
  if (before === undefined || after === undefined) return [];
  const updates = [
    ...lossyFields.flatMap((each) => (writeOf(after) === undefined ? inFields : inBodies)(each, before, after)),
    ...lostConnections(before.resource, after),
  ].filter(({ isLost, input: name }) => {
    // A secret cannot be compared here, but the provider could: it names the properties that differ.
    return isOpen(isLost) ? changed.some((path) => path.split(/[.[]/u)[0] === name) : isLost;
  });
  return updates.filter((update, index) => updates.findIndex((other) => isSaidBy(other, update)) === index);
}

/** A body that is not known may lose one thing by several of its fields. */
function isSaidBy(one: LossyUpdate, other: LossyUpdate): boolean {
  return one === other || (isOpen(one.isLost) && one.isLost === other.isLost && one.holds === other.holds);
}

function inFields({ types, path, holds, isLost }: LossyField, before: ResourceInState, after: Resource): LossyUpdate[] {
  if (!types.includes(after.type)) return [];
  const [given, now] = [input(before.resource, ...path), input(after, ...path)];
  // What was left to Vault is lost with what takes its place, and not with an update that leaves it to Vault again.
  if (isAbsent(given) && isAbsent(now)) return [];
  const was = isAbsent(given) && before.outputs !== undefined ? field(before.outputs, ...path) : given;
  return [{ holds, isLost: isLost(was, now), now, input: path[0] ?? "" }];
}

function inBodies({ write, holds, isLost }: LossyField, { resource }: ResourceInState, after: Resource): LossyUpdate[] {
  if (write === undefined || isSaidByComponent(write, after) || !isKind(write, resource, after)) return [];
  const [was, now] = [bodysField(write, resource), bodysField(write, after)];
  if (isAbsent(now) && write.emptiesMissing !== true) return [];
  return [{ holds, isLost: allOf([isLost(was, now), areOne(resource, after)]), now, input: "dataJson" }];
}

/** Whether one of the two bodies is for the kind, or may be, and nothing says that it is for another: neither need show it. */
function isKind({ kind }: LossyWrite, before: Resource, after: Resource): boolean {
  const both = [before, after];
  const isAnother = both.some((each) => {
    const path = writeOf(each)?.path;
    return (
      path?.kind === "known" && (!kind.path.test(path.value) || isMountedAs(kind.mounts, each, path.value) === false)
    );
  });
  return !isAnother && both.some((each) => foundIn(each, { ...kind, types: [] }) !== undefined);
}

/** Its type stands in the URN of what is in it. */
function isSaidByComponent({ saidBy }: LossyWrite, { urn }: Resource): boolean {
  return saidBy !== undefined && urn.includes(`${saidBy}$`);
}

/** Whether both are written to one path: what is written to another leaves the first as it is. */
function areOne(before: Resource, after: Resource): Certainty {
  const [was, is] = [writtenPathOf(before), writtenPathOf(after)];
  if (was?.kind === "unknown") return was;
  return is?.kind === "unknown" ? is : was?.value === is?.value;
}

/** The field in the body of a write. */
function bodysField({ read }: LossyWrite, resource: Resource): Value {
  const data = writeOf(resource)?.data ?? known(undefined, { path: [] });
  return data.kind === "unknown" ? data : read((name) => field(data, name));
}
