import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { aclPolicyOf, type AclPolicy } from "../../../model/vault/acl-policy";
import { decidersOf, grantedPolicies, grants } from "../../../model/vault/grants";
import { vaultsOf } from "../../../model/vault/vault";
import type { Value } from "../../../model/value";
import { about } from "../../about";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./policy-dangling.examples";

export default defineRule({
  id: "policy-dangling",
  family: "policy",
  title: "Every policy that is granted is declared",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "Avoid Root Tokens" },
    { title: "Vault Security", section: "Step 1: Create a Policy for the Application" },
  ],
  rationale:
    "Vault grants names, and one that has no policy gives nothing, without a word: the application fails at its first request. " +
    "Whoever writes a policy of that name later has given it to everybody who was granted the name long before.",
  remediation: "declare the policy, or correct the name",
  config: z.object({
    policies: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("names of policies that other stacks declare in this Vault"),
  }),
  kind: "stack",
  check: ({ resources }, { policies: elsewhere }, { vaultAddress }) =>
    vaultsOf(resources, vaultAddress).flatMap(({ here, open }) => {
      const declared = here.flatMap((resource) => aclPolicyOf(resource) ?? []);
      // A stack without any policy leaves them to another one.
      if (declared.length === 0) return [];
      const outcomes = here.flatMap((resource) => judgeGrants(resource, declared, [...builtIn, ...elsewhere]));
      return open === undefined
        ? outcomes
        : outcomes.map((outcome) => ({ ...outcome, ...notEvaluated(open, { must }) }));
    }),
  examples,
});

const must = "grant only policies that are declared";

/** `root` is what the rule `no-root-policy-grant` is about. */
const builtIn = ["default", "root"];

function judgeGrants(resource: Resource, declared: readonly AclPolicy[], others: readonly string[]): Outcome[] {
  const accept = "name it in this rule's policies if another stack declares it";
  const requirement = { must, accept, ...about(resource) };
  return grantedPolicies(resource).flatMap((granted) => {
    if (granted.kind === "unknown") {
      return isDecidedByPolicies(resource, granted, declared) ? [] : [notEvaluated(granted, requirement)];
    }
    const names = declared.map(({ name }) => name);
    const known = [...names.flatMap((name) => (name.kind === "known" ? [name.value] : [])), ...others.map(inLowerCase)];
    if (known.some((name) => grants(granted, name))) return [];
    const open = names.find(({ kind }) => kind !== "known");
    return [open === undefined ? violation(granted, requirement) : notEvaluated(open, requirement)];
  });
}

/** On the first preview names come from policies that are not there yet. */
function isDecidedByPolicies(resource: Resource, granted: Value<string>, declared: readonly AclPolicy[]): boolean {
  const deciders = decidersOf(resource, granted);
  return deciders.length > 0 && deciders.every((urn) => declared.some((policy) => policy.resource.urn === urn));
}

function inLowerCase(name: string): string {
  return name.trim().toLowerCase();
}
