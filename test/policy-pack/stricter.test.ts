import { z } from "zod";
import { directionOf, isWeaker } from "../../policy-pack/stricter";

const limits = {
  lower: z.number().meta({ stricter: "lower" }).describe("with a description"),
  higher: z.number().meta({ stricter: "higher" }),
  fewer: z.array(z.unknown()).meta({ stricter: "fewer" }),
  more: z.array(z.unknown()).default([]).meta({ stricter: "more" }),
  on: z.boolean().meta({ stricter: "on" }),
  off: z.boolean().default(false).meta({ stricter: "off" }),
  version: z.string().optional().meta({ stricter: "higher" }),
  later: z.enum(["old", "new", "newest"]).default("old").meta({ stricter: "later" }),
  unsaid: z.number(),
  misspelled: z.number().meta({ stricter: "lowr" }),
};

test.each([
  ["lower", 3, 2, false],
  ["lower", 3, 3, false],
  ["lower", 3, 4, true],
  ["lower", 3, undefined, true],
  ["higher", 3, 4, false],
  ["higher", 3, 2, true],
  ["fewer", ["a", "b"], ["b"], false],
  ["fewer", ["a", "b"], ["b", "a"], false],
  ["fewer", ["a"], ["a", "b"], true],
  ["fewer", ["a"], ["b"], true],
  ["more", ["a"], ["b", "a"], false],
  ["more", ["a", "b"], ["a"], true],
  ["on", false, true, false],
  ["on", true, false, true],
  ["off", true, false, false],
  ["off", false, true, true],
  ["version", "1.9", "1.21", false],
  ["version", "1.21.2", "1.9", true],
  ["version", undefined, "1.9", true],
  ["later", "old", "newest", false],
  ["later", "new", "old", true],
  ["later", "new", "unheard of", true],
  ["unsaid", 3, 3, false],
  ["unsaid", 3, 2, true],
  ["misspelled", 3, 2, true],
] as const)("%s: after %j, %j is weaker: %s", (name, before, after, expected) => {
  expect(isWeaker(limits[name], before, after)).toBe(expected);
});

test("a direction is known only where it is one", () => {
  expect(Object.values(limits).map(directionOf)).toEqual([
    ...["lower", "higher", "fewer", "more", "on", "off", "higher", "later"],
    ...[undefined, undefined],
  ]);
});
