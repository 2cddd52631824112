import { z } from "zod";
import { readConfiguration, settingsFor } from "../../policy-pack/configuration";
import type { RuleData } from "../../policy-pack/rule";

function rule(id: string, config: z.ZodObject, other: Partial<RuleData> = {}): RuleData {
  return {
    id,
    family: "test",
    title: "Test",
    severity: "high",
    blocks: "everywhere",
    sources: [{ title: "T", section: "S" }],
    rationale: "",
    remediation: "",
    config,
    examples: {
      good: [{ name: "", resources: [{ type: "", props: {} }] }],
      bad: [{ name: "", resources: [{ type: "", props: {} }], finds: [{ subject: "", must: "", found: "" }] }],
      unknown: [],
    },
    ...other,
  };
}

const rules = [
  rule(
    "token-life",
    z.object({
      longest: z.number().int().positive().default(5).describe("the longest"),
      exempt: z.array(z.string()).default([]).describe("who"),
    }),
  ),
  rule("other-rule", z.object({})),
  rule("firm-rule", z.object({}), { isConfigurable: false }),
];
const environments = ["dev", "production"];

function read(...lines: string[]) {
  const { configuration, problems } = readConfiguration(lines.join("\n"), { rules, environments });
  return {
    production: settingsFor(configuration, "production"),
    problems: problems.map(({ place, path, must, found }) => [place, path, must, found]),
  };
}

test.each(["", "# only a comment", "all:", "all:\nenvironments:", "all: {}", "---\n"])("%j sets nothing", (text) => {
  expect(read(text)).toEqual({ production: {}, problems: [] });
});

test("what is set for an environment counts key by key before what is set for all", () => {
  const lines = [
    "all:",
    "  token-life: { longest: 9, level: warn }",
    "  other-rule: { level: off }",
    "environments:",
    "  production:",
    "    token-life: { longest: 3 }",
    "  dev:",
    "    token-life: { longest: 99 }",
  ];
  expect(read(...lines)).toEqual({
    production: { "token-life": { longest: 3, level: "warn" }, "other-rule": { level: "off" } },
    problems: [],
  });
});

test("what is not set has no value, so that another place can set it", () => {
  expect(read("all: { token-life: { level: warn } }").production).toEqual({ "token-life": { level: "warn" } });
});

test("every problem is named at once, in the file's order, and has no effect; the rest has", () => {
  const lines = [
    "all:",
    "  token-lief: { level: warn }",
    "  token-life: { longest: -1, level: wran, unknown: warn, longset: 3 }",
    "  firm-rule: { level: warn }",
    "environments:",
    "  prodution:",
    "    token-life: { level: off }",
    "  production:",
    "    token-life: { exempt: [a, 7], longest: 4.5, level: block }",
    "evironments: {}",
  ];
  expect(read(...lines)).toEqual({
    production: { "token-life": { unknown: "warn", level: "block" } },
    problems: [
      ["2:3", "all.token-lief", 'be a known key; did you mean "token-life"?', undefined],
      ["3:26", "all.token-life.longest", "be more than 0", "-1"],
      ["3:37", "all.token-life.level", "be block, warn or off", '"wran"'],
      ["3:58", "all.token-life.longset", 'be a known key; did you mean "longest"?', undefined],
      ["4:3", "all.firm-rule", "be a known key", undefined],
      ["6:3", "environments.prodution", 'be an environment of this project; did you mean "production"?', undefined],
      ["9:31", "environments.production.token-life.exempt[1]", "be of type string", "7"],
      ["9:44", "environments.production.token-life.longest", "be of type int", "4.5"],
      ["10:1", "evironments", 'be a known key; did you mean "environments"?', undefined],
    ],
  });
});

test.each([
  ["all: [", "1:7"],
  ["all: {a: 1}\nall: {}", "2:1"],
  ["all: *nothing", "1:6"],
  ["- all", "1:1"],
  ["text", "1:1"],
])("%j is refused as a whole", (text, place) => {
  const { production, problems } = read(text);
  expect(production).toEqual({});
  expect(problems.map(([at]) => at)).toEqual([place]);
});

test("a secret in the file is named and not repeated", () => {
  const { problems } = read('all: { token-life: { exempt: ["hvs.CAESIJ1wv8abcdef"] } }');
  expect(problems).toEqual([
    [
      "1:31",
      "all.token-life.exempt[0]",
      "hold no secret: refer to where it is kept, and revoke this one, for it has been written down",
      "what looks like one",
    ],
  ]);
});

test("any environment is taken where nobody knows which there are", () => {
  const text = "environments: { anything: { other-rule: { level: off } } }";
  const { configuration, problems } = readConfiguration(text, { rules, environments: undefined });
  expect(problems).toEqual([]);
  expect(settingsFor(configuration, "anything")).toEqual({ "other-rule": { level: "off" } });
});
