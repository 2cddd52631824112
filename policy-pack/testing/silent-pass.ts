import { notKnownYet, type Example } from "../example";
import type { Rule } from "../rule";
import { leavesOf, type Leaf } from "./each-leaf";
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
export function silentPasses(rule: Rule, example: Example): SilentPass[] {
  const candidates = candidatesOf(rule);
  return leavesOf(example).flatMap((leaf) => {
    if (leaf.isDecided || runExample(rule, leaf.replacedBy(notKnownYet)).length > 0) return [];
    const refused = [...(candidates.get(leaf.name) ?? []), ...oftenWrong].find((value) => refuses(rule, leaf, value));
    return refused === undefined ? [] : [{ at: leaf.at, refused: JSON.stringify(refused) }];
  });
}

const oftenWrong: readonly unknown[] = [
  ...["", "*", "root", "other", "http://vault.example.com:8200", "0.0.0.0/0"],
  ...[0, 1, -1, 999_999_999, true, false, [], {}],
];

function refuses(rule: Rule, leaf: Leaf, value: unknown): boolean {
  return runExample(rule, leaf.replacedBy(value)).some(({ verdict }) => verdict === "violation");
}

/** What stands under each name in the rule's bad examples. */
function candidatesOf(rule: Rule): ReadonlyMap<string, readonly unknown[]> {
  const candidates = new Map<string, Map<string, unknown>>();
  for (const { name, value } of rule.examples.bad.flatMap(leavesOf)) {
    const values = candidates.get(name) ?? new Map<string, unknown>();
    candidates.set(name, values.set(JSON.stringify(value), value));
  }
  return new Map([...candidates].map(([name, values]) => [name, [...values.values()]]));
}
