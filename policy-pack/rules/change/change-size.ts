import { z } from "zod";
import { isOnServer, removalsIn } from "../../../model/change";
import type { ExampleResource } from "../../example";
import { defineRule } from "../../rule";

const must = "keep at least 80 % of what it has, or all but 3";

export default defineRule({
  id: "change-size",
  family: "change",
  title: "No change deletes or replaces a large part of a stack at once",
  severity: "high",
  blocks: "outside dev",
  sources: [
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Production-grading Vault",
    },
  ],
  rationale:
    "Where much goes at once, it is seldom meant: an empty list, a file that was not found, another stack's program, a component " +
    "without its alias. Nobody reads two hundred deletions in a review, and the one that hurts is among them.",
  remediation: "split the change, or accept this finding for the one change if all of it is meant",
  config: z.object({
    maxPercent: z
      .number()
      .min(0)
      .max(100)
      .default(20)
      .meta({ stricter: "lower" })
      .describe("how much of a stack one change may delete or replace, in percent"),
    alwaysAllowed: z
      .number()
      .int()
      .min(0)
      .default(3)
      .meta({ stricter: "lower" })
      .describe("how many resources one change may delete or replace, whatever part of the stack that is"),
  }),
  kind: "change",
  check: (change, { maxPercent, alwaysAllowed }) => {
    const removed = removalsIn(change);
    const existing = change.operations.filter(({ before }) => before !== undefined && isOnServer(before)).length;
    const percent = (100 * removed.length) / existing;
    if (removed.length <= alwaysAllowed || percent <= maxPercent) return [];
    const replaced = removed.filter(({ operation }) => operation.kind === "replace").length;
    return [
      {
        verdict: "violation",
        path: "",
        must: `keep at least ${100 - maxPercent} % of what it has, or all but ${alwaysAllowed}`,
        found: `${removed.length - replaced} to delete and ${replaced} to replace, of ${existing} resources (${Math.round(percent)} %)`,
      },
    ];
  },
  examples: {
    good: [
      { name: "three of four", before: policies(4), resources: [policy(0)] },
      { name: "one in five", before: policies(20), resources: [policy(0), ...policies(16).slice(1)] },
      {
        name: "what Pulumi forgets and Vault keeps",
        before: policies(6).map((each) => ({ ...each, retainOnDelete: true })),
        resources: [policy(0)],
      },
      {
        name: "half of it, where the environment allows that",
        before: policies(10),
        resources: [policy(0), ...policies(5).slice(1)],
        config: { maxPercent: 50 },
        isPartial: true,
      },
    ],
    bad: [
      {
        name: "half of it",
        before: policies(10),
        resources: [policy(0), ...policies(5).slice(1)],
        finds: [{ subject: "stack production", must, found: "5 to delete and 0 to replace, of 10 resources (50 %)" }],
      },
      {
        name: "four that are replaced",
        before: policies(5),
        resources: [
          policy(0),
          ...policies(5)
            .slice(1)
            .map((each) => ({ ...each, replaced: "created first" as const })),
        ],
        finds: [{ subject: "stack production", must, found: "0 to delete and 4 to replace, of 5 resources (80 %)" }],
      },
    ],
    // It counts what is planned, and reads no value.
    unknown: [],
  },
});

function policy(index: number): ExampleResource {
  const name = `team-${index}`;
  return { type: "vault:index/policy:Policy", name, props: { name, policy: "" } };
}

function policies(count: number): ExampleResource[] {
  return [...Array(count).keys()].map(policy);
}
