import { allOf, anyOf, isOpen, type Certainty } from "../certainty";
import type { Place } from "../place";
import type { Resource } from "../resource";
import { asUnknown, type Unknown, type Value } from "../value";
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

/** Whether both are in one namespace. An object that names none is in `default` (Kubernetes documentation, Namespaces). */
export function inOneNamespace(left: Resource, right: Resource): Join {
  const [ofLeft, ofRight] = [namespaceOf(left), namespaceOf(right)];
  // A release's objects share its namespace, also where that is not known.
  if (ofLeft === ofRight) return { holds: true, of: left };
  if (ofLeft.kind !== "known") return { holds: notRead(ofLeft), of: left };
  if (ofRight.kind !== "known") return { holds: notRead(ofRight), of: right };
  return { holds: (ofLeft.value ?? "default") === (ofRight.value ?? "default"), of: left };
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
