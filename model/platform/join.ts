import path from "node:path";
import { allOf, anyOf, isOpen, type Certainty } from "../certainty";
import { chartValuesType } from "../file-types";
import type { Place } from "../place";
import { areSame } from "../partly-known";
import type { Resource } from "../resource";
import { asUnknown, isAbsent, known, type Unknown, type Value } from "../value";
import { namespaceOf } from "./manifests";

/** Whether two objects belong together; where that is not known, `of` is the one whose value decides it. */
export interface Join {
  readonly holds: Certainty;
  readonly of: Resource;
}

/** They belong together if they do by all of these. */
export function joined(first: Join, ...others: readonly Join[]): Join {
  const parts = [first, ...others];
  const holds = allOf(parts.map((part) => part.holds));
  return { holds, of: (parts.find((part) => part.holds === holds) ?? first).of };
}

/** They belong together if they do by any of these. @param otherwise the object that has to say so where there are none */
export function joinedByAny(parts: readonly Join[], otherwise: Resource): Join {
  const holds = anyOf(parts.map((part) => part.holds));
  return { holds, of: parts.find((part) => part.holds === holds)?.of ?? otherwise };
}

/**
 * Whether both objects are in one namespace. A file of values is installed somewhere, and what stands beside it in files that are looked
 * at together is meant for the same place: what other folders have, such as another application's default policies, may be elsewhere.
 */
export function inOneNamespace(left: Resource, right: Resource): Join {
  if (isPlacedLater(left) !== isPlacedLater(right) && standBeside(left, right)) return { holds: true, of: left };
  const [ofLeft, ofRight] = [namespaceOf(left), namespaceOf(right)];
  return { holds: areInOneNamespace(ofLeft, ofRight), of: ofLeft.kind === "known" ? right : left };
}

/** Whether it is made by a file of values, in which nothing says where it will be installed unless global.namespace does. */
export function isPlacedLater(manifest: Resource): boolean {
  return manifest.madeBy?.type === chartValuesType && namespaceOf(manifest).kind === "unknown";
}

/** Whether the one's file lies in the folder of the other's, or below it. */
function standBeside(left: Resource, right: Resource): boolean {
  const [values, other] = isPlacedLater(left) ? [left, right] : [right, left];
  const [valuesFile, otherFile] = [values.madeBy?.position?.file, other.position?.file];
  if (valuesFile === undefined || otherFile === undefined) return false;
  const [folder, otherFolder] = [path.posix.dirname(valuesFile), path.posix.dirname(otherFile)];
  return folder === otherFolder || folder === "." || otherFolder.startsWith(`${folder}/`);
}

/** Of two namespaces as objects name them: one that names none is in `default` (Kubernetes documentation, Namespaces). */
export function areInOneNamespace(left: Value<string | undefined>, right: Value<string | undefined>): Certainty {
  // A release's objects share its namespace, also where that is not known.
  if (left === right) return true;
  if (left.kind === "unknown") return areSame(left, orDefault(right));
  if (right.kind === "unknown") return areSame(right, orDefault(left));
  if (left.kind !== "known") return notRead(left);
  if (right.kind !== "known") return notRead(right);
  return (left.value ?? "default") === (right.value ?? "default");
}

function orDefault(namespace: Value<string | undefined>): Value<string | undefined> {
  return isAbsent(namespace) ? known("default", namespace.place) : namespace;
}

/** A selection by what stands in one object (its selector) of what stands in the other (its labels). */
export function bySelector(holds: Certainty, selector: Value, selecting: Resource, selected: Resource): Join {
  const isInSelector = isOpen(holds) && isWithin(holds.place, selector.place);
  return { holds, of: isInSelector ? selecting : selected };
}

/** What decides nothing: a value that is not known, or a secret, which no name, label, port or address should be. */
export function notRead(value: Value<unknown>): Unknown {
  return asUnknown(value, "is a secret text");
}

function isWithin(place: Place, outer: Place): boolean {
  return outer.path.every((step, index) => place.path[index] === step);
}
