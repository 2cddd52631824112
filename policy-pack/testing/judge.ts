import type { Example, ExampleResource } from "../example";
import type { Finding } from "../finding";
import type { Rule } from "../rule";
import { runExample } from "./run-example";

/** Everything around the resources: the tier, the stacks responsible, the rule's limits, the token that a provider would use. */
export type Circumstances = Omit<Example, "name" | "resources" | "isPartial">;

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
