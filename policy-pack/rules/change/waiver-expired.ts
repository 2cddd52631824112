import { z } from "zod";
import { defineRule } from "../../rule";
import { aboutWaiver, countedFindings } from "../../waiver-outcome";

const role = {
  type: "vault:appRole/authBackendRole:AuthBackendRole",
  props: { roleName: "nightly", tokenTtl: 3600 },
};

export default defineRule({
  id: "waiver-expired",
  family: "change",
  title: "No waiver has expired",
  severity: "medium",
  // What it accepted counts again, and blocks where it must.
  blocks: "nowhere",
  sources: [{ title: "Vault Security", section: "Security Checklist" }],
  rationale:
    "A waiver that has expired accepts nothing any more. Left in the file it looks as if somebody still answered for what it names.",
  remediation: "mend what it accepted and remove it, or have it accepted until another day in stacks/waivers.yaml",
  config: z.object({}),
  isWaivable: false,
  kind: "waivers",
  check: ({ waivers }) =>
    waivers
      .filter(({ daysLeft }) => daysLeft < 0)
      .map((use) => {
        const counting = use.findings === 0 ? "" : `; ${countedFindings(use.findings)} of its rule counted again`;
        return aboutWaiver(use, "expires", { must: "not have expired" }, `${use.waiver.expires}${counting}`);
      }),
  examples: {
    good: [
      { name: "no waiver", resources: [role], isPartial: true },
      {
        name: "a waiver on its last day",
        resources: [role],
        isPartial: true,
        files: { waivers: waiver("[production]", "2026-06-01") },
      },
      {
        name: "one that has expired in another environment",
        resources: [role],
        isPartial: true,
        files: { waivers: waiver("[staging]", "2026-05-31") },
      },
    ],
    bad: [
      {
        name: "a waiver on the day after its last",
        resources: [role],
        files: { waivers: waiver("[production]", "2026-05-31") },
        finds: [
          {
            subject: 'waiver token-ttl-bounded@AppRole "nightly"',
            path: "expires",
            must: "not have expired",
            found: "2026-05-31; 1 finding of its rule counted again",
          },
        ],
      },
    ],
    unknown: [],
  },
});

function waiver(environments: string, expires: string): string[] {
  return [
    "- rule: token-ttl-bounded",
    '  resource: AppRole "nightly"',
    `  environments: ${environments}`,
    "  reason: the vendor's client cannot renew",
    "  owner: platform",
    `  expires: ${expires}`,
  ];
}
