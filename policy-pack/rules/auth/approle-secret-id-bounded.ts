import { z } from "zod";
import { secretIdLimitsOf } from "../../../model/vault/approle";
import type { Value } from "../../../model/value";
import { duration } from "../../duration";
import { notKnownYet } from "../../example";
import { demand, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const day = 24 * 3600;
const ttlMust = "give its secret-ids a life of 1s to 30d (secret_id_ttl)";
const usesMust = "let a secret-id log in 1 to 100 times (secret_id_num_uses)";
const networks = ["10.20.0.0/16"];

export default defineRule({
  id: "approle-secret-id-bounded",
  family: "auth",
  title: "Secret-ids of an AppRole end, by time and by number of uses",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "Advantages of AppRole" },
    { title: "Vault Security", section: "Application Token Rotation" },
  ],
  rationale:
    "With a TTL or a number of uses of 0, which is also the default, a secret-id that leaked once logs in for ever. The " +
    "example in the document itself sets secret_id_ttl=0; its own demand for time-limited credentials speaks against it.",
  remediation: "set secret_id_ttl and secret_id_num_uses, and issue a new secret-id before the old one ends",
  config: z.object({
    maxTtlSeconds: z
      .number()
      .int()
      .positive()
      .default(30 * day)
      .meta({ stricter: "lower" })
      .describe("the longest life of a secret-id, in seconds"),
    maxUses: z
      .number()
      .int()
      .positive()
      .default(100)
      .meta({ stricter: "lower" })
      .describe("the most logins with one secret-id"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, { maxTtlSeconds, maxUses }) => {
    const limits = secretIdLimitsOf(resource);
    return [
      ...within(
        limits?.ttl,
        maxTtlSeconds,
        `give its secret-ids a life of 1s to ${duration(maxTtlSeconds)} (secret_id_ttl)`,
      ),
      ...within(limits?.uses, maxUses, `let a secret-id log in 1 to ${maxUses} times (secret_id_num_uses)`),
    ];
  },
  examples: {
    good: [
      { name: "a day and 24 uses", resources: [role({ secretIdTtl: day, secretIdNumUses: 24 })] },
      {
        name: "a write to a role",
        resources: [
          write("auth/approle/role/ci", {
            secret_id_ttl: "24h",
            secret_id_num_uses: 24,
            secret_id_bound_cidrs: networks,
            token_bound_cidrs: networks,
            token_max_ttl: "4h",
          }),
        ],
      },
    ],
    bad: [
      {
        name: "nothing set, which Vault takes for no limit",
        resources: [role({})],
        finds: [
          { subject: 'AppRole "ci"', path: "secretIdTtl", must: ttlMust, found: "nothing" },
          { subject: 'AppRole "ci"', path: "secretIdNumUses", must: usesMust, found: "nothing" },
        ],
      },
      {
        name: "a TTL of 0",
        resources: [role({ secretIdTtl: 0, secretIdNumUses: 24 })],
        finds: [{ subject: 'AppRole "ci"', path: "secretIdTtl", must: ttlMust, found: "0" }],
      },
      {
        name: "more uses than the limit",
        resources: [role({ secretIdTtl: day, secretIdNumUses: 1000 })],
        finds: [{ subject: 'AppRole "ci"', path: "secretIdNumUses", must: usesMust, found: "1000" }],
      },
      {
        name: "a write of a role's setting by its own path",
        resources: [write("auth/approle/role/ci/secret-id-ttl", { secret_id_ttl: "0" })],
        finds: [
          {
            subject: 'write to "auth/approle/role/ci/secret-id-ttl"',
            path: "dataJson.secret_id_ttl",
            must: ttlMust,
            found: "0",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a TTL that another resource decides",
        resources: [role({ secretIdTtl: notKnownYet, secretIdNumUses: 24 })],
        finds: [{ subject: 'AppRole "ci"', path: "secretIdTtl", must: ttlMust }],
      },
    ],
  },
});

function within(value: Value<number | undefined> | undefined, limit: number, must: string): Outcome[] {
  if (value === undefined) return [];
  const isBounded = (count: number | undefined) => count !== undefined && count > 0 && count <= limit;
  return demand(value, { must }, { known: isBounded, secret: () => false });
}

function role(props: Record<string, unknown>) {
  return {
    type: "vault:appRole/authBackendRole:AuthBackendRole",
    props: {
      roleName: "ci",
      tokenMaxTtl: 4 * 3600,
      secretIdBoundCidrs: networks,
      tokenBoundCidrs: networks,
      ...props,
    },
  };
}

function write(path: string, data: Record<string, unknown>) {
  return { type: "vault:generic/endpoint:Endpoint", props: { path, dataJson: JSON.stringify(data) } };
}
