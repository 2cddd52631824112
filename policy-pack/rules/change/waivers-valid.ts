import { z } from "zod";
import type { Waiver } from "../../waiver";
import { defineRule } from "../../rule";
import { judgeRuleFile, stackAlone as stack } from "../../rule-file";
import { waiversFile } from "../../waivers";

export default defineRule({
  id: "waivers-valid",
  family: "change",
  title: "Every waiver says what it accepts, why, who answers for it, and until when",
  severity: "high",
  blocks: "outside dev",
  sources: [{ title: "Vault Security", section: "Security Checklist" }],
  rationale:
    "An exception without an owner and an end is forgotten, and stays after its reason is gone. A waiver with anything wrong in it " +
    "accepts nothing, and what it was for blocks; the other waivers count.",
  remediation: "correct the place that is named; editors complete the file from stacks/waivers.schema.json",
  config: z.object({}),
  isWaivable: false,
  kind: "resource",
  check: (resource, _config, environment) => judgeRuleFile(resource, environment, waiversFile),
  examples: {
    good: [
      { name: "no file", resources: [stack] },
      { name: "a file with comments only", resources: [stack], files: { waivers: ["# Nothing is accepted."] } },
      { name: "a waiver", resources: [stack], files: { waivers: waiver({}) } },
    ],
    bad: [
      {
        name: "a misspelled rule",
        resources: [stack],
        files: { waivers: waiver({ rule: "token-tll-bounded" }) },
        finds: [
          {
            subject: "stacks/waivers.yaml:1:9",
            path: "[0].rule",
            must: 'be the id of a rule that can be waived; did you mean "token-ttl-bounded"?',
            found: '"token-tll-bounded"',
          },
        ],
      },
      {
        name: "nobody who answers for it, and more than 180 days",
        resources: [stack],
        files: { waivers: waiver({ owner: '""', expires: "2026-12-31" }) },
        finds: [
          { subject: "stacks/waivers.yaml:5:10", path: "[0].owner", must: "not be empty", found: '""' },
          {
            subject: "stacks/waivers.yaml:6:12",
            path: "[0].expires",
            must: "be at most 180 days ahead",
            found: "2026-12-31",
          },
        ],
      },
      {
        name: "a day that there is not",
        resources: [stack],
        files: { waivers: waiver({ expires: "2026-06-31" }) },
        finds: [
          {
            subject: "stacks/waivers.yaml:6:12",
            path: "[0].expires",
            must: "be a day such as 2027-03-31",
            found: '"2026-06-31"',
          },
        ],
      },
    ],
    unknown: [],
  },
});

/** The lines of a file with one waiver. */
function waiver(changed: Partial<Record<keyof Waiver, string>>): string[] {
  const entry = {
    rule: "token-ttl-bounded",
    resource: 'AppRole "nightly"',
    environments: "[staging, production]",
    reason: "the vendor's client cannot renew; their fix is due in August",
    owner: "platform",
    expires: "2026-08-31",
    ...changed,
  };
  return Object.entries(entry).map(([key, value], index) => `${index === 0 ? "- " : "  "}${key}: ${value}`);
}
