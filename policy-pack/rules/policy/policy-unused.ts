import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { aclPolicyOf, type AclPolicy } from "../../../model/vault/acl-policy";
import { decidersOf, grantedPolicies, grantedPolicyGlobs, grants } from "../../../model/vault/grants";
import { vaultsOf } from "../../../model/vault/vault";
import type { Unknown, Value } from "../../../model/value";
import { about } from "../../about";
import { isNamed } from "../../acl-policy";
import { isResponsible } from "../../environment";
import { notKnownYet } from "../../example";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { fits } from "../../pattern";
import { defineRule } from "../../rule";

const must = "be granted to somebody: a role, a user, a group or an entity";

export default defineRule({
  id: "policy-unused",
  family: "policy",
  title: "Somebody holds every policy that is declared",
  severity: "low",
  blocks: "nowhere",
  sources: [{ title: "Production Hardening", section: "Avoid Root Tokens" }],
  rationale:
    "A policy that nobody holds grants nothing today, and nobody reviews it any more. It waits for the next role that takes a " +
    "name which sounds right.",
  remediation: "remove the policy, or grant it",
  config: z.object({
    policies: z
      .array(z.string())
      .default(["break-glass"])
      .meta({ stricter: "fewer" })
      .describe("names of policies that are granted by hand, or by another stack"),
  }),
  kind: "stack",
  check: ({ resources }, { policies }, environment) => {
    if (!isResponsible(environment, "auth")) return [];
    return vaultsOf(resources, environment.vaultAddress).flatMap(({ here, open }) => {
      const given = here.flatMap(grantsOf);
      // A stack that grants nothing leaves that to another one.
      if (given.length === 0) return [];
      const outcomes = here
        .flatMap((resource) => aclPolicyOf(resource) ?? [])
        .flatMap((policy) => judgePolicy(policy, given, [...policies, "default"]));
      return open === undefined
        ? outcomes
        : outcomes.map((outcome) => ({ ...outcome, ...notEvaluated(open, { must }) }));
    });
  },
  examples: {
    good: [
      { name: "a policy that a role has", resources: [policy("reference-api"), role(["Reference-API"])] },
      {
        name: "a policy that tokens of a role may have, by a pattern",
        resources: [
          policy("ci-build"),
          {
            type: "vault:tokenauth/authBackendRole:AuthBackendRole",
            props: { roleName: "ci", allowedPoliciesGlobs: ["ci-*"], tokenExplicitMaxTtl: 3600 },
          },
        ],
        isPartial: true,
      },
      {
        name: "a policy that is granted by hand",
        resources: [policy("auditors"), policy("reference-api"), role(["reference-api"])],
        config: { policies: ["auditors"] },
        isPartial: true,
      },
      { name: "a stack that grants nothing", resources: [policy("reference-api")] },
      {
        name: "a name that the policy decides, which is not there yet",
        resources: [policy("reference-api"), { ...role(notKnownYet), decidedBy: { tokenPolicies: "reference-api" } }],
        isPartial: true,
      },
    ],
    bad: [
      {
        name: "a policy that nobody has",
        resources: [policy("reference-api"), policy("shop"), role(["reference-api"])],
        finds: [{ subject: 'policy "shop"', path: "name", must, found: "nobody who has it" }],
      },
    ],
    unknown: [
      {
        name: "a role whose policies something else decides",
        resources: [policy("shop"), role(["default", notKnownYet])],
        finds: [{ subject: 'policy "shop"', path: "tokenPolicies[1]", must }],
      },
    ],
  },
});

interface Grant {
  readonly resource: Resource;
  readonly name: Value<string>;
  /** Whether a `*` in the name stands for any text. */
  readonly isGlob: boolean;
}

function grantsOf(resource: Resource): Grant[] {
  return [
    ...grantedPolicies(resource).map((name) => ({ resource, name, isGlob: false })),
    ...grantedPolicyGlobs(resource).map((name) => ({ resource, name, isGlob: true })),
  ];
}

function judgePolicy(policy: AclPolicy, given: readonly Grant[], elsewhere: readonly string[]): Outcome[] {
  const accept = "name it in this rule's policies if it is granted by hand or by another stack";
  const requirement = { must, accept, ...about(policy.resource) };
  const isGranted = isNamed(policy, elsewhere);
  if (isGranted === true || given.some((grant) => isFor(grant, policy))) return [];
  if (typeof isGranted === "object") return [notEvaluated(isGranted, requirement)];
  const open = given.map(({ name }) => name).find((name): name is Unknown => name.kind === "unknown");
  return [
    open === undefined ? violation(policy.name, requirement, "nobody who has it") : notEvaluated(open, requirement),
  ];
}

function isFor({ resource, name, isGlob }: Grant, policy: AclPolicy): boolean {
  if (name.kind === "unknown") return decidersOf(resource, name).includes(policy.resource.urn);
  if (policy.name.kind !== "known") return false;
  return isGlob ? name.kind === "known" && fits(name.value, policy.name.value) : grants(name, policy.name.value);
}

function policy(name: string) {
  return { type: "vault:index/policy:Policy", name, props: { name, policy: "# nothing yet\n" } };
}

function role(tokenPolicies: unknown) {
  const bounds = { boundServiceAccountNames: ["api"], boundServiceAccountNamespaces: ["shop"], audience: "vault" };
  return {
    type: "vault:kubernetes/authBackendRole:AuthBackendRole",
    props: { roleName: "api", ...bounds, tokenMaxTtl: 3600, tokenPolicies },
  };
}
