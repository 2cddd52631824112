import type { Waiver } from "../../policy-pack/waiver";
import { weakenings, type Strictness } from "../../policy-pack/strictness";
import { rules } from "../../policy-pack/rules/index";

const usual: Strictness = { stack: "production", tier: "production", responsible: {}, settings: {}, waivers: [] };
const waiver: Waiver = {
  rule: "kv-versioned",
  resource: 'mount "old"',
  environments: ["production"],
  reason: "r",
  owner: "o",
  expires: "2026-08-31",
  position: { file: "stacks/waivers.yaml", line: 3, column: 3 },
};

function weaker(before: Partial<Strictness>, after: Partial<Strictness>): string[][] {
  return weakenings({ ...usual, ...before }, { ...usual, ...after }, rules).map(({ what, must, found }) => [
    what,
    must,
    found,
  ]);
}

const set = (settings: Strictness["settings"]): Partial<Strictness> => ({ settings });

test("nothing is weaker than itself", () => {
  expect(weaker({ waivers: [waiver] }, { waivers: [waiver] })).toEqual([]);
});

test.each([
  ["a lower tier", {}, { tier: "dev" }, [["strongroom:tier", "be production", "dev"]]],
  ["a higher tier", { tier: "dev" }, {}, []],
  [
    "a duty that another stack gets",
    {},
    { responsible: { audit: "vault-audit" } },
    [["strongroom:responsible.audit", "be this stack's: production", "vault-audit"]],
  ],
  ["a duty that is this stack's by name", {}, { responsible: { audit: "production" } }, []],
  ["a duty that comes back", { responsible: { audit: "vault-audit" } }, {}, []],
  [
    "a lower level, which says it of unknown values too",
    {},
    set({ "kv-versioned": { level: "warn" } }),
    [["kv-versioned.level", "be block", "warn"]],
  ],
  [
    "a lower level for unknown values alone",
    {},
    set({ "kv-versioned": { unknown: "warn" } }),
    [["kv-versioned.unknown", "be block", "warn"]],
  ],
  ["the level that a rule has anyway", {}, set({ "kv-versioned": { level: "block", unknown: "block" } }), []],
  ["a level that goes back to the rule's own", set({ "kv-versioned": { level: "off" } }), {}, []],
  [
    "a limit that lets more through than the rule's own",
    {},
    set({ "kv-versioned": { maxVersions: 101 } }),
    [["kv-versioned.maxVersions", "be as strict as 100", "101"]],
  ],
  [
    "a stricter limit that is left out again",
    set({ "kv-versioned": { maxVersions: 10 } }),
    {},
    [["kv-versioned.maxVersions", "be as strict as 10", "100"]],
  ],
  [
    "another exception",
    {},
    set({ "kubernetes-role-bound": { acceptedPatterns: ["team-a-*"] } }),
    [["kubernetes-role-bound.acceptedPatterns", "be as strict as no item", '"team-a-*"']],
  ],
] as const)("%s", (_, before, after, expected) => {
  expect(weaker(before, after)).toEqual(expected);
});

test.each([
  ["a new one", [], [waiver], [["not be there", "until 2026-08-31, by o"]]],
  [
    "one that ends later",
    [waiver],
    [{ ...waiver, expires: "2026-09-01" }],
    [["expire on 2026-08-31", "until 2026-09-01, by o"]],
  ],
  ["one that ends earlier", [waiver], [{ ...waiver, expires: "2026-08-01" }], []],
  ["one that is gone", [waiver], [], []],
  ["one for another environment", [], [{ ...waiver, environments: ["dev"] }], []],
  [
    "one for one environment more",
    [{ ...waiver, environments: ["dev"] }],
    [{ ...waiver, environments: ["dev", "production"] }],
    [["not be there", "until 2026-08-31, by o"]],
  ],
  ["one that is wider", [waiver], [{ ...waiver, resource: "mount *" }], [["not be there", "until 2026-08-31, by o"]]],
  ["one that lost its path", [{ ...waiver, path: "options" }], [waiver], [["not be there", "until 2026-08-31, by o"]]],
] as const)("a waiver: %s", (_, before, after, expected) => {
  expect(weaker({ waivers: before }, { waivers: after }).map(([, must, found]) => [must, found])).toEqual(expected);
});

test("a waiver is pointed at in its file", () => {
  const [found] = weakenings(usual, { ...usual, waivers: [waiver] }, rules);
  expect(found?.position).toEqual(waiver.position);
});
