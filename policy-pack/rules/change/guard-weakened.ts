import { z } from "zod";
import { notEvaluated, violation } from "../../outcome";
import { known } from "../../../model/value";
import { defineRule, type StrictnessChange } from "../../rule";
import { stackAlone as stack } from "../../rule-file";

export default defineRule({
  id: "guard-weakened",
  family: "change",
  title: "No environment is judged less strictly than on the default branch",
  severity: "critical",
  blocks: "everywhere",
  sources: [{ title: "Production Hardening", section: "Recommendations" }],
  rationale:
    "Whoever can lower a limit in the same change that passes it needs nobody's consent. A lower tier, level or limit, a duty handed " +
    "to another stack, and a waiver that is new or longer are shown before everything else, and stop the change until it is on the " +
    "default branch, where its owner has reviewed it.",
  remediation:
    "rebase on the default branch if that has moved on, and take it back, or have its owner review it into the default branch; CI that its owner released passes --approved-weakening",
  config: z.object({}),
  isConfigurable: false,
  isWaivable: false,
  kind: "strictness",
  check: (change) => {
    const { weakenings, branch } = change;
    if (weakenings.kind !== "known") {
      return [
        notEvaluated(weakenings, {
          subject: "the rules' strictness",
          must: "be at least that of the default branch",
          fix: "check out a repository with its default branch and the history to it, or name the branch with --default-branch",
        }),
      ];
    }
    return weakenings.value.map(({ what, must, found, position }) =>
      violation(
        known(what, { path: [], ...(position === undefined ? {} : { position }) }),
        {
          subject: what,
          must: `${must}, as on ${branch}`,
          fix: fixFor(change),
        },
        found,
      ),
    );
  },
  examples: {
    good: [
      { name: "nothing changed", resources: [stack], isPartial: true, onDefaultBranch: {} },
      {
        name: "a stricter limit, and a waiver that ends earlier",
        resources: [stack],
        isPartial: true,
        onDefaultBranch: { waivers: waiver("2026-09-30") },
        files: { rules: ["all: { token-ttl-bounded: { maxTtlSeconds: 3600 } }"], waivers: waiver("2026-08-31") },
      },
      {
        name: "a longer list of what must be there",
        resources: [stack],
        isPartial: true,
        onDefaultBranch: { rules: ["all: { mfa-for-people: { amrValues: [mfa, hwk] } }"] },
        files: { rules: ["all: { mfa-for-people: { amrValues: [mfa] } }"] },
      },
    ],
    bad: [
      {
        name: "a lower tier",
        resources: [stack],
        tier: "dev",
        onDefaultBranch: { tier: "production" },
        finds: [{ subject: "strongroom:tier", must: "be production, as on origin/main", found: "dev" }],
      },
      {
        name: "a lower level and a higher limit",
        resources: [stack],
        onDefaultBranch: {},
        files: { rules: ["all: { token-ttl-bounded: { maxTtlSeconds: 172800, level: warn } }"] },
        finds: [
          { subject: "token-ttl-bounded.level", must: "be block, as on origin/main", found: "warn" },
          {
            subject: "token-ttl-bounded.maxTtlSeconds",
            must: "be as strict as 86400, as on origin/main",
            found: "172800",
          },
        ],
      },
      {
        name: "a new waiver",
        resources: [stack],
        onDefaultBranch: {},
        files: { waivers: waiver("2026-08-31") },
        finds: [
          {
            subject: 'waiver token-ttl-bounded@AppRole "nightly"',
            must: "not be there, as on origin/main",
            found: "until 2026-08-31, by platform",
          },
        ],
      },
      {
        name: "a waiver that ends later",
        resources: [stack],
        onDefaultBranch: { waivers: waiver("2026-08-31") },
        files: { waivers: waiver("2026-09-30") },
        finds: [
          {
            subject: 'waiver token-ttl-bounded@AppRole "nightly"',
            must: "expire on 2026-08-31, as on origin/main",
            found: "until 2026-09-30, by platform",
          },
        ],
      },
      {
        name: "a duty of another stack",
        resources: [stack],
        responsible: { audit: "vault-audit" },
        onDefaultBranch: {},
        finds: [
          {
            subject: "strongroom:responsible.audit",
            must: "be this stack's: production, as on origin/main",
            found: "vault-audit",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "no git checkout",
        resources: [stack],
        finds: [{ subject: "the rules' strictness", must: "be at least that of the default branch" }],
      },
    ],
  },
});

function fixFor({ branch, isBehind, approval }: StrictnessChange): string {
  const first =
    isBehind === true ? `rebase on ${branch}, which this checkout is behind; if it is then still weaker, ` : "";
  const released =
    approval === undefined ? "" : `; a job that its owner released can pass --approved-weakening ${approval}`;
  return `${first}take it back, or have its owner review it into the default branch${released}`;
}

function waiver(expires: string): string[] {
  return [
    "- rule: token-ttl-bounded",
    '  resource: AppRole "nightly"',
    "  environments: [production]",
    "  reason: the vendor's client cannot renew",
    "  owner: platform",
    `  expires: ${expires}`,
  ];
}
