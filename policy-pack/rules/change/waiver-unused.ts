import { z } from "zod";
import { defineRule } from "../../rule";
import type { WaiverUse } from "../../waiver";
import { aboutWaiver } from "../../waiver-outcome";

const role = {
  type: "vault:appRole/authBackendRole:AuthBackendRole",
  props: { roleName: "nightly", tokenTtl: 3600 },
};
const must = "accept a finding of this environment";

export default defineRule({
  id: "waiver-unused",
  family: "change",
  title: "Every waiver accepts something that is found",
  severity: "low",
  blocks: "nowhere",
  sources: [{ title: "Vault Security", section: "Security Checklist" }],
  rationale:
    "A waiver that nothing needs any more accepts the same danger when it comes back, and nobody is asked. One whose resource was " +
    "renamed accepts nothing, and its finding counts again.",
  remediation:
    "remove it from stacks/waivers.yaml, or this environment from its list; after a rename, correct its resource",
  config: z.object({}),
  isWaivable: false,
  kind: "waivers",
  check: ({ waivers }) =>
    waivers
      .filter(({ daysLeft, findings }) => daysLeft >= 0 && findings === 0)
      .map((use) => aboutWaiver(use, "resource", { must }, foundInstead(use))),
  examples: {
    good: [
      { name: "no waiver", resources: [role], isPartial: true },
      {
        name: "a waiver of a URN",
        resources: [role],
        isPartial: true,
        files: { waivers: waiver("urn:*::vault:appRole/authBackendRole:AuthBackendRole::example") },
      },
    ],
    bad: [
      {
        name: "what it accepted is mended",
        resources: [{ ...role, props: { ...role.props, tokenMaxTtl: 7200 } }],
        files: { waivers: waiver('AppRole "nightly"') },
        finds: [
          {
            subject: 'waiver token-ttl-bounded@AppRole "nightly"',
            path: "resource",
            must,
            found: "none",
          },
        ],
      },
      {
        name: "what it accepted has another name now",
        resources: [{ ...role, props: { ...role.props, roleName: "batch" } }],
        files: { waivers: waiver('AppRole "nightly"') },
        finds: [
          {
            subject: 'waiver token-ttl-bounded@AppRole "nightly"',
            path: "resource",
            must,
            found: 'none; its rule finds something in AppRole "batch"',
          },
        ],
      },
    ],
    unknown: [],
  },
});

const longestList = 3;

function foundInstead({ elsewhere }: WaiverUse): string {
  if (elsewhere.length === 0) return "none";
  const more = elsewhere.length > longestList ? ` and ${elsewhere.length - longestList} more` : "";
  return `none; its rule finds something in ${elsewhere.slice(0, longestList).join(", ")}${more}`;
}

function waiver(resource: string): string[] {
  return [
    "- rule: token-ttl-bounded",
    `  resource: ${resource}`,
    "  environments: [production]",
    "  reason: the vendor's client cannot renew",
    "  owner: platform",
    "  expires: 2026-11-28",
  ];
}
