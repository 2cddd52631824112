import { z } from "zod";
import type { Resource } from "../../../model/resource";
import type { Value } from "../../../model/value";
import { maxLeaseTtlOf, tokenSettingsOf } from "../../../model/vault/token-settings";
import { duration } from "../../duration";
import { notKnownYet } from "../../example";
import { demand, notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const day = 24 * 3600;
const tokenMust = "end every token after 24h at most (token_max_ttl)";
const mountMust = "allow no lease longer than 32d (max_lease_ttl)";

export default defineRule({
  id: "token-ttl-bounded",
  family: "auth",
  title: "Every token has an end that no renewal passes",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "Advantages of AppRole" },
    { title: "Production Hardening", section: "Avoid Root Tokens" },
  ],
  rationale:
    "Without token_max_ttl the limit is the mount's or the system's, 32 days unless tuned. A token that was stolen works for as " +
    "long as its thief renews it. Periodic tokens without any end are what the rule token-period-bounded is about.",
  remediation: "set token_max_ttl (for periodic tokens token_explicit_max_ttl) to what one run of the client needs",
  config: z.object({
    maxTtlSeconds: z
      .number()
      .int()
      .positive()
      .default(day)
      .meta({ stricter: "lower" })
      .describe("the longest life of a token, in seconds"),
    maxLeaseTtlSeconds: z
      .number()
      .int()
      .positive()
      .default(32 * day)
      .meta({ stricter: "lower" })
      .describe("the longest lease that a mount may be tuned to, in seconds"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, { maxTtlSeconds, maxLeaseTtlSeconds }) => [
    ...judgeTokens(resource, maxTtlSeconds),
    ...judgeMount(resource, maxLeaseTtlSeconds),
  ],
  examples: {
    good: [
      { name: "four hours", resources: [role({ tokenTtl: 3600, tokenMaxTtl: 4 * 3600 })] },
      { name: "a periodic token with an end", resources: [role({ tokenPeriod: 3600, tokenExplicitMaxTtl: day })] },
      {
        name: "a token",
        resources: [
          { type: "vault:index/token:Token", props: { displayName: "ci", explicitMaxTtl: "12h", wrappingTtl: "300s" } },
        ],
      },
      {
        name: "a directory's people, whose method is tuned: the provider takes no tokenMaxTtl beside it",
        resources: [
          {
            type: "vault:ldap/authBackend:AuthBackend",
            props: { path: "ldap", url: "ldaps://ldap.example.com", tune: { maxLeaseTtl: "4h" } },
          },
        ],
      },
      { name: "a mount", resources: [mount({ maxLeaseTtlSeconds: day })] },
      {
        name: "a mount of certificate authorities, whose certificates live for years",
        resources: [mount({ path: "pki", type: "pki", maxLeaseTtlSeconds: 3650 * day })],
      },
    ],
    bad: [
      {
        name: "no maximum",
        resources: [role({ tokenTtl: 3600 })],
        finds: [{ subject: 'AppRole "ci"', path: "tokenMaxTtl", must: tokenMust, found: "nothing" }],
      },
      {
        name: "a maximum above the limit",
        resources: [role({ tokenMaxTtl: 30 * day })],
        finds: [{ subject: 'AppRole "ci"', path: "tokenMaxTtl", must: tokenMust, found: "30d" }],
      },
      {
        name: "a periodic token whose end is above the limit",
        resources: [role({ tokenPeriod: 3600, tokenMaxTtl: 3600, tokenExplicitMaxTtl: 30 * day })],
        finds: [{ subject: 'AppRole "ci"', path: "tokenExplicitMaxTtl", must: tokenMust, found: "30d" }],
      },
      {
        name: "a user by a plain write",
        resources: [
          {
            type: "vault:generic/endpoint:Endpoint",
            props: {
              path: "auth/userpass/users/eve",
              dataJson: JSON.stringify({ password: "hunter2", policies: "dev" }),
            },
          },
        ],
        finds: [
          {
            subject: 'write to "auth/userpass/users/eve"',
            path: "dataJson.token_max_ttl",
            must: tokenMust,
            found: "nothing",
          },
        ],
      },
      {
        name: "a directory's people, by a write of the method's settings",
        resources: [
          {
            type: "vault:generic/endpoint:Endpoint",
            props: { path: "auth/ldap/config", dataJson: JSON.stringify({ url: "ldaps://ldap.example.com" }) },
          },
        ],
        finds: [
          {
            subject: 'write to "auth/ldap/config"',
            path: "dataJson.token_max_ttl",
            must: tokenMust,
            found: "nothing",
          },
        ],
      },
      {
        name: "a mount tuned to a year",
        resources: [mount({ maxLeaseTtlSeconds: 365 * day })],
        finds: [{ subject: 'mount "database"', path: "maxLeaseTtlSeconds", must: mountMust, found: "365d" }],
      },
    ],
    unknown: [
      {
        name: "a maximum that another resource decides",
        resources: [role({ tokenMaxTtl: notKnownYet })],
        finds: [{ subject: 'AppRole "ci"', path: "tokenMaxTtl", must: tokenMust }],
      },
    ],
  },
});

function judgeTokens(resource: Resource, limit: number): Outcome[] {
  const settings = tokenSettingsOf(resource);
  if (settings === undefined) return [];
  const { maxTtl, explicitMaxTtl, period } = settings;
  const requirement = { must: `end every token after ${duration(limit)} at most (token_max_ttl)` };
  if (isWithin(explicitMaxTtl, limit)) return [];
  if (period.kind !== "known") return [notEvaluated(period, requirement)];
  const isPeriodic = period.value !== undefined && period.value > 0;
  if (!isPeriodic && isWithin(maxTtl, limit)) return [];
  // Those without any end are the rule's that knows who may have them: token-period-bounded.
  if (isPeriodic && explicitMaxTtl.kind === "known" && (explicitMaxTtl.value ?? 0) <= 0) return [];
  const deciding = isPeriodic || maxTtl.place === explicitMaxTtl.place ? [explicitMaxTtl] : [maxTtl, explicitMaxTtl];
  const open = deciding.find(({ kind }) => kind !== "known");
  return open === undefined ? tooLong(deciding, requirement.must) : [notEvaluated(open, requirement)];
}

function tooLong([value]: readonly Value<number | undefined>[], must: string): Outcome[] {
  return value === undefined ? [] : [violation(value, { must }, showSeconds(value))];
}

function judgeMount(resource: Resource, limit: number): Outcome[] {
  const maxLeaseTtl = maxLeaseTtlOf(resource);
  if (maxLeaseTtl === undefined) return [];
  const requirement = { must: `allow no lease longer than ${duration(limit)} (max_lease_ttl)` };
  const outcomes = demand(maxLeaseTtl, requirement, {
    known: (ttl) => ttl === undefined || ttl <= limit,
    secret: () => false,
  });
  return outcomes.map((outcome) => ({ ...outcome, found: showSeconds(maxLeaseTtl) ?? outcome.found }));
}

function isWithin(value: Value<number | undefined>, limit: number): boolean {
  return value.kind === "known" && value.value !== undefined && value.value > 0 && value.value <= limit;
}

function showSeconds(value: Value<number | undefined>): string | undefined {
  return value.kind === "known" && value.value !== undefined && value.value > 0 ? duration(value.value) : undefined;
}

function role(props: Record<string, unknown>) {
  const networks = ["10.20.0.0/16"];
  const bounds = { secretIdBoundCidrs: networks, tokenBoundCidrs: networks };
  return {
    type: "vault:appRole/authBackendRole:AuthBackendRole",
    props: { roleName: "ci", secretIdTtl: day, secretIdNumUses: 24, ...bounds, ...props },
  };
}

function mount(props: Record<string, unknown>) {
  return { type: "vault:index/mount:Mount", props: { path: "database", type: "database", ...props } };
}
