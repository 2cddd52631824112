import type { Finding } from "../../policy-pack/finding";
import { readWaivers } from "../../policy-pack/waivers";
import { applyWaivers } from "../../policy-pack/waiving";
import { rules } from "../../policy-pack/rules/index";

const today = "2026-06-01";
const names = { rules, environments: ["dev", "production"] };
const entry = {
  rule: "token-ttl-bounded",
  resource: "'AppRole \"ci\"'",
  environments: "[production]",
  reason: "their fix is due",
  owner: "platform",
  expires: "2026-08-31",
};

function text(...changes: Partial<Record<keyof typeof entry | "path" | "onwer", string>>[]): string {
  return changes
    .map((changed) => Object.entries({ ...entry, ...changed }).filter(([, value]) => value !== ""))
    .map((pairs) => pairs.map(([key, value], index) => `${index === 0 ? "- " : "  "}${key}: ${value}\n`).join(""))
    .join("");
}

function problemsOf(...changes: Parameters<typeof text>) {
  return readWaivers(text(...changes), names, today).problems.map(({ place, path, must, found }) => [
    place,
    path,
    must,
    found,
  ]);
}

test.each(["", "# only a comment", "[]", "---"])("%j waives nothing", (nothing) => {
  expect(readWaivers(nothing, names, today)).toEqual({ waivers: [], problems: [] });
});

test("a waiver is read with its place, and its reason as one line", () => {
  const { waivers, problems } = readWaivers(`# why\n${text({ reason: ">\n    their fix\n    is due" })}`, names, today);
  expect(problems).toEqual([]);
  expect(waivers).toEqual([
    {
      rule: "token-ttl-bounded",
      resource: 'AppRole "ci"',
      environments: ["production"],
      reason: "their fix is due",
      owner: "platform",
      expires: "2026-08-31",
      position: { file: "stacks/waivers.yaml", line: 2, column: 3 },
    },
  ]);
});

test.each([
  [{ rule: "token-tll-bounded" }, "rule", /did you mean "token-ttl-bounded"\?$/],
  [{ rule: "waivers-valid" }, "rule", /^be the id of a rule that can be waived/],
  [{ rule: "7" }, "rule", /^be of type string$/],
  [{ resource: "''" }, "resource", /^not be empty$/],
  [{ reason: "'  '" }, "reason", /^not be empty$/],
  [{ reason: "" }, "reason", /^be given/],
  [{ owner: "" }, "owner", /^be given/],
  [{ onwer: "me" }, "onwer", /did you mean "owner"\?$/],
  [{ environments: "[]" }, "environments", /^have at least 1 items$/],
  [{ environments: "[prod]" }, "environments[0]", /^be an environment of this project/],
  [{ environments: "production" }, "environments", /^be of type array$/],
  [{ expires: "2026-06-31" }, "expires", /^be a day such as 2027-03-31$/],
  [{ expires: "next year" }, "expires", /^be a day such as 2027-03-31$/],
  [{ expires: "2026-11-29" }, "expires", /^be at most 180 days ahead$/],
])("%j is a problem at %s, and voids that waiver alone", (changed, key, must) => {
  expect(problemsOf(changed, {}).map(([, path, said]) => [path, said])).toEqual([
    [`[0].${key}`, expect.stringMatching(must)],
  ]);
  expect(readWaivers(text(changed, {}), names, today).waivers.map(({ position }) => position.line)).toHaveLength(1);
});

test("the longest waiver is 180 days ahead", () => {
  expect(problemsOf({ expires: "2026-11-28" })).toEqual([]);
});

test.each(["rule: x", "text", "- [", "- *a"])("%j is refused as a whole", (broken) => {
  const { waivers, problems } = readWaivers(broken, names, today);
  expect([waivers, problems.length]).toEqual([[], 1]);
});

const urn = "urn:pulumi:production::shop::vault:appRole/authBackendRole:AuthBackendRole::build";
const finding: Finding & { urn: string } = {
  urn,
  ruleId: "token-ttl-bounded",
  severity: "high",
  verdict: "violation",
  subject: 'AppRole "ci"',
  path: "tokenMaxTtl (line 3)",
  must: "end",
  sources: [],
  docs: "docs/rules/token-ttl-bounded.md",
};

function apply(changes: Parameters<typeof text>, findings = [finding], environment = "production") {
  const { waivers, problems } = readWaivers(text(...changes), names, "2026-05-01");
  expect(problems).toEqual([]);
  return applyWaivers(findings, waivers, environment, today);
}

test.each([
  ["its subject", {}, true],
  ["a pattern of its subject", { resource: "AppRole *" }, true],
  ["its URN", { resource: urn }, true],
  ["a pattern of its URN", { resource: '"urn:*::build"' }, true],
  ["a part of its subject only", { resource: "AppRole" }, false],
  ["another's subject", { resource: "'AppRole \"web\"'" }, false],
  ["its logical name alone", { resource: "build" }, false],
  ["its path, whatever the line", { path: "tokenMaxTtl" }, true],
  ["its path as a report shows it, with another line", { path: "tokenMaxTtl (line 9)" }, true],
  ["a pattern of its path", { path: "token*" }, true],
  ["another path", { path: "tokenPeriod" }, false],
  ["another rule", { rule: "kv-versioned" }, false],
  ["another environment", { environments: "[dev]" }, false],
  ["its last day", { expires: today }, true],
  ["a day too late", { expires: "2026-05-31" }, false],
])("a waiver of %s", (_, changed, isAccepted) => {
  const { findings } = apply([changed]);
  expect(findings.map(({ waiver }) => waiver !== undefined)).toEqual([isAccepted]);
});

test("an accepted finding says why, by whom and until when, and is otherwise as it was", () => {
  const waiver = { reason: "their fix is due", owner: "platform", expires: "2026-08-31" };
  expect(apply([{}]).findings).toEqual([{ ...finding, waiver }]);
});

test("a rule that failed is never accepted", () => {
  const failed = { ...finding, verdict: "crash" as const };
  expect(apply([{ resource: "'*'" }], [failed]).findings).toEqual([failed]);
});

test("a value that is not known can be accepted like one that is wrong", () => {
  expect(apply([{}], [{ ...finding, verdict: "not-evaluated" }]).findings[0]?.waiver).toBeDefined();
});

test("says of each waiver for how long it counts, what it accepts, and where else its rule found something", () => {
  const others = ["web", "api"].map((name) => ({ ...finding, urn: "other", subject: `AppRole "${name}"` }));
  const { uses } = apply(
    [{ resource: '"*\\"ci\\""' }, { resource: '"*"', expires: "2026-05-31" }, {}, { environments: "[dev]" }],
    [finding, finding, ...others],
  );
  expect(uses.map(({ daysLeft, findings }) => [daysLeft, findings])).toEqual([
    [91, 2],
    [-1, 2],
    [91, 0],
  ]);
  expect(uses[2]?.elsewhere).toEqual(['AppRole "api"', 'AppRole "web"']);
});
