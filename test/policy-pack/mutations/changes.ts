import { broken, changing, replacing, replacingEach, without } from "./intact";
import { breaking, by, type Mutation } from "./mutation";

const waiver = (of: { rule?: string; expires?: string; owner?: string }) => [
  `- rule: ${of.rule ?? "token-ttl-bounded"}`,
  '  resource: JWT role "deploy"',
  "  environments: [production]",
  "  reason: the release takes a night",
  `  owner: ${of.owner ?? "platform"}`,
  `  expires: ${of.expires ?? "2026-09-30"}`,
];
/** A stack with something that the waiver accepts. */
const accepted = changing("deploy", { tokenMaxTtl: 2_592_000 });
const finds = { "token-ttl-bounded": "what the waiver is for; the frame accepts it after the rule has spoken" };
const reviewed = (files: { rules?: readonly string[]; waivers?: readonly string[] }) => ({
  files,
  onDefaultBranch: files,
});

export const changesMutations: readonly Mutation[] = [
  breaking(
    "configuration-valid",
    by("a misspelled rule", broken(reviewed({ rules: ["all:", "  token-tll-bounded: { level: warn }"] }))),
  ),
  breaking(
    "tier-declared",
    by("none", broken({ tier: undefined })),
    by("one that there is not", broken({ tier: "prod" })),
  ),
  breaking(
    "waivers-valid",
    by("a misspelled rule", broken(reviewed({ waivers: waiver({ rule: "token-tll-bounded" }) }))),
  ),
  breaking("waiver-unused", by("nothing that it accepts", broken(reviewed({ waivers: waiver({}) })))),
  breaking(
    "waiver-expired",
    by("yesterday", { ...accepted, ...reviewed({ waivers: waiver({ expires: "2026-05-31" }) }) }, finds),
  ),
  breaking(
    "waiver-expires-soon",
    by("in a week", { ...accepted, ...reviewed({ waivers: waiver({ expires: "2026-06-08" }) }) }, finds),
  ),
  breaking(
    "guard-weakened",
    by("a lower tier", broken({ tier: "dev", onDefaultBranch: { tier: "production" } })),
    by("a lower level", broken({ files: { rules: ["all: { token-ttl-bounded: { level: warn } }"] } })),
    by("a duty of another stack", broken({ responsible: { auth: "vault-auth" } })),
  ),

  breaking(
    "change-size",
    by(
      "everything on Kubernetes is made again",
      replacingEach((each) =>
        each.type.includes(":Namespace") || !each.type.startsWith("kubernetes:")
          ? each
          : { ...each, replaced: "created first" },
      ),
    ),
  ),
  breaking(
    "no-data-loss",
    by(
      "an engine that is made again",
      replacing("transit-engine", (each) => ({ ...each, replaced: "deleted first" })),
    ),
    by("an engine that goes", without("transit-engine"), { "policy-known-mount": "a policy still has a path in it" }),
  ),
  breaking(
    "protect-stateful",
    by(
      "an engine",
      replacing("transit-engine", (each) => ({ ...each, protect: false })),
    ),
  ),
  breaking(
    "provider-moved",
    by(
      "the provider has another Vault",
      replacingEach((each) =>
        each.provider === undefined ? each : { ...each, provider: { address: "https://vault-internal:8200" } },
      ),
    ),
  ),
];
