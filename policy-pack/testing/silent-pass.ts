import { notKnownYet } from "../example";
import type { Rule } from "../rule";
import { leavesOf, type Leaf, type Seen } from "./each-leaf";
import { runExample } from "./run-example";

/** A value whose being unknown a rule passes over, although another value in its place would be a violation. */
export interface SilentPass {
  /** Where the value stands: the resource's type and the path. */
  readonly at: string;
  /** A value that the rule would refuse there, as JSON. */
  readonly refused: string;
}

/**
 * The values of a good example that could turn out to be wrong without the rule saying so: when one is not known yet, the rule
 * must answer `not-evaluated`, or nothing that could stand there may matter to it. What could stand there is taken from the
 * rule's own bad examples and from what is often wrong.
 */
export function silentPasses(rule: Rule, leaves: readonly Leaf[]): SilentPass[] {
  const candidates = candidatesOf(rule);
  return leaves.flatMap((leaf) => {
    if (leaf.isDecided || runExample(rule, leaf.replacedBy(notKnownYet)).length > 0) return [];
    const values = [...(candidates.get(leaf.name) ?? []), ...oftenWrongInPlaceOf(leaf.value)];
    const refused = values.find((value) => refuses(rule, leaf, value));
    return refused === undefined ? [] : [{ at: leaf.at, refused: JSON.stringify(refused) }];
  });
}

function oftenWrongInPlaceOf(value: unknown): readonly unknown[] {
  if (typeof value === "string") return ["", "*", "root", "other", "http://vault.example.com:8200", "0.0.0.0/0"];
  if (typeof value === "number") return [0, 1, -1, 999_999_999];
  if (typeof value === "boolean") return [!value];
  return Array.isArray(value) ? [[]] : [{}];
}

function refuses(rule: Rule, leaf: Leaf, value: unknown): boolean {
  return runExample(rule, leaf.replacedBy(value)).some(({ verdict }) => verdict === "violation");
}

/** What stands under each name in the rule's bad examples. */
function candidatesOf(rule: Rule): ReadonlyMap<string, readonly unknown[]> {
  const candidates = new Map<string, Map<string, unknown>>();
  const seen: Seen = new WeakMap();
  for (const { name, value } of rule.examples.bad.flatMap((example) => leavesOf(example, seen))) {
    const values = candidates.get(name) ?? new Map<string, unknown>();
    candidates.set(name, values.set(JSON.stringify(value), value));
  }
  return new Map([...candidates].map(([name, values]) => [name, [...values.values()]]));
}
