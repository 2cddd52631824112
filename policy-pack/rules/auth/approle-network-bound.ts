import { z } from "zod";
import { familyCovered, prefixLength, type Network } from "../../../model/network";
import { appRoleOf } from "../../../model/vault/approle";
import type { Known, Value } from "../../../model/value";
import { notKnownYet } from "../../example";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";

const secretIdMust = "bind its secret-ids to networks (secret_id_bound_cidrs)";
const tokenMust = "bind its tokens to networks (token_bound_cidrs)";
const networks = ["10.20.0.0/16", "10.30.0.0/16"];

export default defineRule({
  id: "approle-network-bound",
  family: "auth",
  title: "An AppRole works only from the networks of its application",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "Network Isolation" },
    { title: "Vault Security", section: "Production Environment (Before Deployment)" },
  ],
  rationale:
    "A secret-id and the token that it buys are texts, and texts get copied. Bound to the application's networks they are " +
    "worth nothing elsewhere. Both have to be bound: a stolen token needs no login any more.",
  remediation: "name the networks that the application runs in, for its secret-ids and for its tokens",
  config: z.object({
    shortestIpv4Prefix: z
      .int()
      .min(1)
      .max(32)
      .default(8)
      .meta({ stricter: "higher" })
      .describe("the shortest prefix of an IPv4 network: 8 permits 10.0.0.0/8, and no wider one"),
    shortestIpv6Prefix: z
      .int()
      .min(1)
      .max(128)
      .default(32)
      .meta({ stricter: "higher" })
      .describe("the same of an IPv6 network"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, { shortestIpv4Prefix, shortestIpv6Prefix }) => {
    const role = appRoleOf(resource);
    const shortest = { 4: shortestIpv4Prefix, 6: shortestIpv6Prefix };
    return [
      ...judgeNetworks(role?.secretIdBoundCidrs, secretIdMust, shortest),
      ...judgeNetworks(role?.tokenBoundCidrs, tokenMust, shortest),
    ];
  },
  examples: {
    good: [
      { name: "two networks", resources: [role({})] },
      { name: "addresses, as texts", resources: [write("role/ci", { token_bound_cidrs: "10.20.1.2, 10.20.1.3:443" })] },
      {
        name: "networks as wide as may be",
        resources: [role({ secretIdBoundCidrs: ["2001:db8::/32"], tokenBoundCidrs: ["0.0.0.0/1"] })],
        config: { shortestIpv4Prefix: 1 },
        isPartial: true,
      },
    ],
    bad: [
      {
        name: "no networks, which is everywhere",
        resources: [role({ secretIdBoundCidrs: [], tokenBoundCidrs: undefined })],
        finds: [
          { subject: 'AppRole "ci"', path: "secretIdBoundCidrs", must: secretIdMust, found: "nothing" },
          { subject: 'AppRole "ci"', path: "tokenBoundCidrs", must: tokenMust, found: "nothing" },
        ],
      },
      {
        name: "a network that is every address",
        resources: [role({ tokenBoundCidrs: ["10.20.0.0/16", "::/0"] })],
        finds: [{ subject: 'AppRole "ci"', path: "tokenBoundCidrs[1]", must: tokenMust, found: "every IPv6 address" }],
      },
      {
        name: "networks that are wider than any company's",
        resources: [role({ tokenBoundCidrs: ["10.20.0.0/16", "0.0.0.0/1", "2000::/3"] })],
        finds: [
          { subject: 'AppRole "ci"', path: "tokenBoundCidrs[1]", must: tokenMust, found: "a /1, wider than /8" },
          { subject: 'AppRole "ci"', path: "tokenBoundCidrs[2]", must: tokenMust, found: "a /3, wider than /32" },
        ],
      },
      {
        name: "two halves, which are every address together",
        resources: [role({ secretIdBoundCidrs: ["0.0.0.0/1", "128.0.0.0/1"] })],
        finds: [
          { subject: 'AppRole "ci"', path: "secretIdBoundCidrs", must: secretIdMust, found: "every IPv4 address" },
        ],
      },
      {
        name: "every IPv4 address, written as IPv6, in a write of the setting by its own path",
        resources: [write("role/ci/token-bound-cidrs", { token_bound_cidrs: "::ffff:0.0.0.0/96" })],
        finds: [
          {
            subject: 'write to "auth/approle/role/ci/token-bound-cidrs"',
            path: "dataJson.token_bound_cidrs",
            must: tokenMust,
            found: "every IPv4 address",
          },
        ],
      },
      {
        name: "a write with the older name for the one, and nothing for the other",
        resources: [
          write("role/ci", {
            bound_cidr_list: "0.0.0.0/0",
            secret_id_bound_cidrs: undefined,
            token_bound_cidrs: undefined,
          }),
        ],
        finds: [
          {
            subject: 'write to "auth/approle/role/ci"',
            path: "dataJson.bound_cidr_list",
            must: secretIdMust,
            found: "every IPv4 address",
          },
          {
            subject: 'write to "auth/approle/role/ci"',
            path: "dataJson.token_bound_cidrs",
            must: tokenMust,
            found: "nothing",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "networks that other resources decide",
        resources: [role({ secretIdBoundCidrs: notKnownYet, tokenBoundCidrs: ["10.20.0.0/16", notKnownYet] })],
        finds: [
          { subject: 'AppRole "ci"', path: "secretIdBoundCidrs", must: secretIdMust },
          { subject: 'AppRole "ci"', path: "tokenBoundCidrs[1]", must: tokenMust },
        ],
      },
    ],
  },
});

function judgeNetworks(
  bound: Value<readonly Value<Network>[]> | undefined,
  must: string,
  shortest: Readonly<Record<Network["family"], number>>,
): Outcome[] {
  if (bound === undefined) return [];
  if (bound.kind !== "known") return [notEvaluated(bound, { must })];
  if (bound.value.length === 0) return [violation(bound, { must }, "nothing")];
  const known = bound.value.filter(isKnown);
  const whole = known.find(({ value }) => familyCovered([value]) !== undefined) ?? bound;
  const family = familyCovered(known.map(({ value }) => value));
  if (family !== undefined) return [violation(whole, { must }, `every ${family} address`)];
  return bound.value.flatMap((network) => {
    if (!isKnown(network)) return [notEvaluated(network, { must })];
    const [length, limit] = [prefixLength(network.value), shortest[network.value.family]];
    return length < limit ? [violation(network, { must }, `a /${length}, wider than /${limit}`)] : [];
  });
}

function isKnown(network: Value<Network>): network is Known<Network> {
  return network.kind === "known";
}

function role(props: Record<string, unknown>) {
  const bounds = {
    secretIdTtl: 24 * 3600,
    secretIdNumUses: 24,
    secretIdBoundCidrs: networks,
    tokenBoundCidrs: networks,
  };
  return {
    type: "vault:appRole/authBackendRole:AuthBackendRole",
    props: { roleName: "ci", tokenMaxTtl: 4 * 3600, ...bounds, ...props },
  };
}

function write(path: string, data: Record<string, unknown>) {
  const whole = { secret_id_ttl: "24h", secret_id_num_uses: 24, secret_id_bound_cidrs: networks, token_max_ttl: "4h" };
  const settings = /^role\/[^/]+$/u.test(path) ? { ...whole, ...data } : data;
  return {
    type: "vault:generic/endpoint:Endpoint",
    props: { path: `auth/approle/${path}`, dataJson: JSON.stringify(settings) },
  };
}
