import { z } from "zod";
import { defineRule } from "../../rule";
import { aboutWaiver, countedFindings } from "../../waiver-outcome";

const role = {
  type: "vault:appRole/authBackendRole:AuthBackendRole",
  props: { roleName: "nightly", tokenTtl: 3600 },
};
const must = "be renewed, or not be needed any more: it expires within 14 days";

export default defineRule({
  id: "waiver-expires-soon",
  family: "change",
  title: "No waiver in use is about to expire",
  severity: "low",
  blocks: "nowhere",
  sources: [{ title: "Vault Security", section: "Security Checklist" }],
  rationale:
    "The day after its last, what a waiver accepts blocks every change of the environment. Whoever answers for it should hear of that " +
    "while there is time to mend it.",
  remediation: "mend what it accepts and remove it, or have it accepted until another day in stacks/waivers.yaml",
  config: z.object({
    days: z
      .number()
      .int()
      .positive()
      .default(14)
      .meta({ stricter: "higher" })
      .describe("from how many days before its last day a waiver is named"),
  }),
  isWaivable: false,
  kind: "waivers",
  check: ({ waivers }, { days }) =>
    waivers
      .filter(({ daysLeft, findings }) => daysLeft >= 0 && daysLeft <= days && findings > 0)
      .map((use) =>
        aboutWaiver(
          use,
          "expires",
          { must: `be renewed, or not be needed any more: it expires within ${days} days` },
          `${use.waiver.expires}; it accepts ${countedFindings(use.findings)} until then`,
        ),
      ),
  examples: {
    good: [
      { name: "no waiver", resources: [role], isPartial: true },
      {
        name: "fifteen days left",
        resources: [role],
        isPartial: true,
        files: { waivers: waiver("2026-06-16") },
      },
    ],
    bad: [
      {
        name: "fourteen days left",
        resources: [role],
        files: { waivers: waiver("2026-06-15") },
        finds: [
          {
            subject: 'waiver token-ttl-bounded@AppRole "nightly"',
            path: "expires",
            must,
            found: "2026-06-15; it accepts 1 finding until then",
          },
        ],
      },
      {
        name: "a pattern that accepts several findings",
        resources: [role, { ...role, name: "weekly", props: { ...role.props, roleName: "weekly" } }],
        files: { waivers: waiver("2026-06-01", 'AppRole "*"') },
        finds: [
          {
            subject: 'waiver token-ttl-bounded@AppRole "*"',
            path: "expires",
            must,
            found: "2026-06-01; it accepts 2 findings until then",
          },
        ],
      },
    ],
    unknown: [],
  },
});

function waiver(expires: string, resource = 'AppRole "nightly"'): string[] {
  return [
    "- rule: token-ttl-bounded",
    `  resource: ${resource}`,
    "  environments: [production]",
    "  reason: the vendor's client cannot renew",
    "  owner: platform",
    `  expires: ${expires}`,
  ];
}
