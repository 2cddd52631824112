import type { Example, ExampleResource } from "../example";
import type { Finding } from "../finding";
import type { Rule, RuleOf } from "../rule";
import { runExample } from "./run-example";

/** Everything around the resources: the tier, the stacks responsible, the rule's limits, the token that a provider would use. */
export type Circumstances = Omit<Example, "name" | "resources" | "before" | "isPartial">;

/** What a rule says about one resource. */
export function judgeResource(rule: Rule, resource: ExampleResource, circumstances: Circumstances = {}): Finding[] {
  return judgeStack(rule, [resource], circumstances);
}

/** What a rule says about all that a stack has: about each resource, or about the whole, whichever it judges. */
export function judgeStack(
  rule: Rule,
  resources: readonly [ExampleResource, ...ExampleResource[]],
  circumstances: Circumstances = {},
): Finding[] {
  return runExample(rule, { name: "", resources, ...circumstances });
}

/**
 * What a rule says about what the engine would plan where the state has `before` and the program declares `after`: resources with one
 * type and one name are one, and what is in one of them alone is created or deleted.
 */
export function judgeChange(
  rule: RuleOf<"change">,
  { before, after }: PlannedChange,
  circumstances: Circumstances = {},
): Finding[] {
  return runExample(rule, { name: "", resources: after, before, ...circumstances });
}

export interface PlannedChange {
  /** With `protect`, `retainOnDelete` and `deletedWith`, as the state has them. */
  readonly before: readonly ExampleResource[];
  /** Where it replaces one, `replaced` says in which order. */
  readonly after: readonly [ExampleResource, ...ExampleResource[]];
}
