import { z } from "zod";
import type { Resource } from "../../../model/resource";
import { subjectOf } from "../../../model/subject";
import { known, type Value } from "../../../model/value";
import { bindsSomebody, loginOf } from "../../../model/vault/jwt-login";
import { issuerFor } from "../../../model/vault/jwt-method";
import { jwtRoleOf, type JwtRole } from "../../../model/vault/jwt-role";
import { otherRolesOf, type OtherRole } from "../../../model/vault/other-environment";
import { sharedToken } from "../../../model/vault/shared-token";
import { vaultsOf } from "../../../model/vault/vault";
import { demandEach, notEvaluated, violation, type Decision, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./jwt-role-bound.examples";

export default defineRule({
  id: "jwt-role-bound",
  family: "auth",
  title: "A JWT role lets in the jobs and people it was made for, of one environment",
  severity: "high",
  blocks: "outside dev",
  sources: [
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Production-grading Vault",
    },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "An issuer signs tokens for everybody: a public CI system for every repository there is. A role that asks only who signed " +
    "lets all of them in, and so does a claim with a wildcard too wide. The audience says that a token was made for this " +
    "Vault and not for another service that could pass it on, but whoever asks for a token chooses it: only a claim or the " +
    "subject tells one job from another, and the jobs of staging from those of production.",
  remediation:
    "bind the audience, and the subject or the claims that tell this job from all others, with the environment among them",
  config: z.object({
    acceptedPatterns: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("values with * that claims may be bound to, such as repo:example/shop:*"),
    ownClaims: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("further claims that tell the company's jobs from everybody else's, as its own issuer sets them"),
    everyonesPolicies: z
      .array(z.string())
      .default(["default"])
      .meta({ stricter: "fewer" })
      .describe("policies that everybody may have who can log in to the identity provider"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, { acceptedPatterns, everyonesPolicies, ownClaims }) => {
    const role = jwtRoleOf(resource);
    if (role === undefined) return [];
    if ("kind" in role) return [notEvaluated(role, somebody)];
    return [...judgeBinding(role, everyonesPolicies, ownClaims), ...judgeWildcards(role, acceptedPatterns)];
  },
  checkStack: ({ resources }, { ownClaims }, { vaultAddress }) => {
    const others = resources.flatMap(otherRolesOf);
    if (others.length === 0) return [];
    return vaultsOf(resources, vaultAddress).flatMap(({ here }) =>
      here.flatMap((resource) => judgeEnvironment(resource, here, others, ownClaims)),
    );
  },
  examples,
});

const audience = { must: "accept only tokens that were made for this Vault (bound_audiences)" };
const somebody = { must: "be bound to a subject or to claims that tell its owner's jobs from everybody else's" };
const exact = { must: "bind claims to whole values, without *" };
const groupsDecide = {
  must: "give policies to whom a claim or a group is bound, not to everybody at the identity provider",
  fix: "bind a claim, or give the policies to groups",
};
const thisOnly = {
  must: "let in nobody whom another environment lets in",
  fix: "bind a claim that tells the environments apart, such as environment",
};

/** For an OIDC role Vault itself compares the audience, with its client id (vault-plugin-auth-jwt, path_role.go). */
function judgeBinding(role: JwtRole, everyonesPolicies: readonly string[], ownClaims: readonly string[]): Outcome[] {
  const { type, audiences, policies } = role;
  if (type.kind !== "known") return [notEvaluated(type, somebody)];
  const isBound = bindsOf(role, type.value === "jwt" ? "jwt" : "oidc", ownClaims);
  if (type.value === "jwt") return [...judgeAudience(audiences), ...judgeSomebody(role, isBound)];
  if (isBound.kind === "known" && isBound.value) return [];
  const given = demandEach(policies, groupsDecide, {
    known: (policy) => everyonesPolicies.includes(policy),
    secret: (policy) => everyonesPolicies.some(policy.is),
  });
  return given.length > 0 && isBound.kind !== "known" ? [notEvaluated(isBound, somebody)] : given;
}

function judgeAudience(audiences: JwtRole["audiences"]): Outcome[] {
  if (audiences.kind !== "known") return [notEvaluated(audiences, audience)];
  if (audiences.value.some(({ kind }) => kind !== "unknown")) return [];
  const [open] = audiences.value;
  // One that turns out to be empty is none.
  return [open === undefined ? violation(audiences, audience, "none") : notEvaluated(open, audience)];
}

function judgeSomebody({ claims }: JwtRole, isBound: Value<boolean>): Outcome[] {
  if (isBound.kind !== "known") return [notEvaluated(isBound, somebody)];
  return isBound.value ? [] : [violation(claims, somebody, boundTo(claims))];
}

/** The names alone: values can be secret. */
function boundTo(claims: JwtRole["claims"]): string {
  const names = claims.kind === "known" ? [...claims.value.keys()] : [];
  return names.length === 0 ? "none" : `only ${[...names].sort().join(", ")}`;
}

/** Whether a subject or a claim is bound that not every token of the issuer has. */
function bindsOf({ claims, subject }: JwtRole, type: "jwt" | "oidc", ownClaims: readonly string[]): Value<boolean> {
  if (claims.kind === "known" && bindsSomebody(claims.value, type, ownClaims)) return known(true, claims.place);
  if (subject.kind === "secret") return known(!subject.isEmpty(), subject.place);
  if (subject.kind === "known" && subject.value !== undefined && subject.value !== "")
    return known(true, subject.place);
  if (claims.kind !== "known") return claims;
  return subject.kind === "unknown" ? subject : known(false, claims.place);
}

function judgeWildcards({ claims, globs }: JwtRole, accepted: readonly string[]): Outcome[] {
  if (globs.kind === "known" && !globs.value) return [];
  // What claims are not known is said where it is asked whether any are bound.
  if (claims.kind !== "known") return [];
  const isExact: Decision<string> = {
    known: (value) => !value.includes("*") || (!everything.test(value) && accepted.includes(value)),
    secret: (value) => !value.matches(/\*/u) || (!value.matches(everything) && accepted.some(value.is)),
  };
  const outcomes = [...claims.value.values()].flatMap((values) => demandEach(values, exact, isExact));
  return outcomes.length > 0 && globs.kind !== "known" ? [notEvaluated(globs, exact)] : outcomes;
}

/** Vault's patterns know no sign but this (github.com/ryanuber/go-glob). */
const everything = /^\*+$/u;

function judgeEnvironment(
  resource: Resource,
  beside: readonly Resource[],
  others: readonly OtherRole[],
  ownClaims: readonly string[],
): Outcome[] {
  const role = jwtRoleOf(resource);
  if (role === undefined || "kind" in role) return [];
  if (role.type.kind !== "known" || role.type.value !== "jwt") return [];
  const requirement = { ...thisOnly, subject: subjectOf(resource) };
  const login = loginOf(role, issuerFor(role.mount, beside));
  if ("kind" in login) return [notEvaluated(login, requirement)];
  // A role that is bound to nobody is found by itself already.
  if (!bindsSomebody(login.claims, "jwt", ownClaims)) return [];
  return others.flatMap(({ name, login: other }) => {
    if ("kind" in other) return [notEvaluated(other, requirement, `${name}, whose claims are not all known`)];
    if (sharedToken(login, other) === undefined) return [];
    const open = [login.issuer, other.issuer].find(({ kind }) => kind === "unknown");
    return open === undefined
      ? [violation(role.claims, requirement, `what ${name} lets in as well`)]
      : [notEvaluated(open, requirement)];
  });
}
