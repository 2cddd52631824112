import { z } from "zod";
import { isText } from "../../../model/scalars";
import { lastingTokensOf, type LastingTokens } from "../../../model/vault/lasting-token";
import { duration } from "../../duration";
import { notKnownYet } from "../../example";
import { demand, notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const ended = {
  must: "give its periodic tokens an end (token_explicit_max_ttl)",
  fix: "set token_explicit_max_ttl, or token_max_ttl in place of the period",
  accept: "name it in this rule's exceptions",
};
const noOrphans = {
  must: "make no orphan tokens, which live on when the one that made them is revoked",
  fix: "leave orphan and no_parent off",
  accept: "name it in this rule's exceptions",
};

export default defineRule({
  id: "token-period-bounded",
  family: "auth",
  title: "No token can be renewed for ever, and none outlives the one that made it",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "Application Token Rotation" },
    { title: "Vault Security", section: "Advantages of AppRole" },
  ],
  rationale:
    "A periodic token has no longest life: who has stolen one renews it for ever. An orphan has nobody above it, so that revoking " +
    "the login that it came from does not end it. Both are for the few programs that cannot log in again.",
  remediation: "let the program log in again, and its token end",
  config: z.object({
    exceptions: z
      .array(z.string())
      .default([])
      .meta({ stricter: "fewer" })
      .describe("names of the roles, users and tokens that may be periodic without an end, or orphans"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, { exceptions }) => {
    const tokens = lastingTokensOf(resource);
    if (tokens === undefined) return [];
    const { name } = tokens;
    if (exceptions.some((each) => isText(name, each))) return [];
    const outcomes = [...judgePeriod(tokens), ...judgeOrphans(tokens)];
    // Where somebody may be excepted, the name has to be known.
    const mayBeExcepted = name.kind === "unknown" && exceptions.length > 0;
    return mayBeExcepted ? outcomes.map(({ must }) => notEvaluated(name, { must })) : outcomes;
  },
  examples: {
    good: [
      { name: "tokens with an end", resources: [role({ tokenMaxTtl: 3600 })] },
      {
        name: "periodic tokens with an end",
        resources: [role({ tokenPeriod: 3600, tokenExplicitMaxTtl: 24 * 3600 })],
      },
      { name: "tokens of a token role", resources: [tokenRole({ orphan: false, tokenPeriod: 0 })] },
      {
        name: "a role and a token that may",
        resources: [
          role({ tokenPeriod: 3600 }),
          { type: "vault:index/token:Token", props: { displayName: "legacy", noParent: true, explicitMaxTtl: "12h" } },
        ],
        config: { exceptions: ["ci", "legacy"] },
        isPartial: true,
      },
    ],
    bad: [
      {
        name: "periodic tokens",
        resources: [role({ tokenPeriod: 3600, tokenMaxTtl: 7200 })],
        finds: [{ subject: 'AppRole "ci"', path: "tokenPeriod", must: ended.must, found: "renewed for 60m, for ever" }],
      },
      {
        name: "an orphan, and a role for orphans",
        resources: [
          tokenRole({ orphan: true }),
          { type: "vault:index/token:Token", props: { displayName: "legacy", noParent: true, explicitMaxTtl: "12h" } },
          write("auth/token/create-orphan", { explicit_max_ttl: "12h" }),
        ],
        finds: [
          { subject: 'token role "jobs"', path: "orphan", must: noOrphans.must, found: "true" },
          { subject: 'token "legacy"', path: "noParent", must: noOrphans.must, found: "true" },
          { subject: 'write to "auth/token/create-orphan"', path: "path", must: noOrphans.must, found: "true" },
        ],
      },
      {
        name: "the period of a directory's tokens, and of an AppRole by its own path",
        resources: [
          write("auth/ldap/config", { url: "ldaps://ldap.example.com", token_period: "24h" }),
          write("auth/approle/role/ci/period", { period: 60 }),
        ],
        finds: [
          {
            subject: 'write to "auth/ldap/config"',
            path: "dataJson.token_period",
            must: ended.must,
            found: "renewed for 24h, for ever",
          },
          {
            subject: 'write to "auth/approle/role/ci/period"',
            path: "dataJson.period",
            must: ended.must,
            found: "renewed for 1m, for ever",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a period and an end that other resources decide",
        resources: [
          role({ tokenPeriod: notKnownYet }),
          role({ tokenPeriod: 3600, tokenExplicitMaxTtl: notKnownYet }),
          tokenRole({ orphan: notKnownYet }),
        ],
        finds: [
          { subject: 'AppRole "ci"', path: "tokenPeriod", must: ended.must },
          { subject: 'AppRole "ci"', path: "tokenExplicitMaxTtl", must: ended.must },
          { subject: 'token role "jobs"', path: "orphan", must: noOrphans.must },
        ],
      },
      {
        name: "a name that decides whether a role may",
        resources: [role({ roleName: notKnownYet, tokenPeriod: 3600 })],
        config: { exceptions: ["ci"] },
        finds: [{ subject: 'AppRole "example"', path: "roleName", must: ended.must }],
      },
    ],
  },
});

function judgePeriod({ period, explicitMaxTtl }: LastingTokens): Outcome[] {
  if (explicitMaxTtl.kind === "known" && (explicitMaxTtl.value ?? 0) > 0) return [];
  if (period.kind !== "known") return [notEvaluated(period, ended)];
  const { value: seconds = 0 } = period;
  if (seconds <= 0) return [];
  if (explicitMaxTtl.kind !== "known") return [notEvaluated(explicitMaxTtl, ended)];
  return [violation(period, ended, `renewed for ${duration(seconds)}, for ever`)];
}

function judgeOrphans({ orphan }: LastingTokens): Outcome[] {
  return orphan === undefined ? [] : demand(orphan, noOrphans, { known: (is) => is !== true, secret: () => false });
}

function role(props: Record<string, unknown>) {
  const networks = ["10.20.0.0/16"];
  const bounds = { secretIdBoundCidrs: networks, tokenBoundCidrs: networks };
  return {
    type: "vault:appRole/authBackendRole:AuthBackendRole",
    props: { roleName: "ci", secretIdTtl: 3600, secretIdNumUses: 24, ...bounds, ...props },
  };
}

function tokenRole(props: Record<string, unknown>) {
  return {
    type: "vault:tokenauth/authBackendRole:AuthBackendRole",
    props: { roleName: "jobs", allowedPolicies: ["ci"], tokenExplicitMaxTtl: 3600, ...props },
  };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
