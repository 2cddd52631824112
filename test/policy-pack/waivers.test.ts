import type { Finding } from "../../policy-pack/finding";
import { parseMessage, printMessage } from "../../policy-pack/message";
import noSudo from "../../policy-pack/rules/policy/policy-no-sudo";
import { judgeResource } from "../../policy-pack/testing/index";
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

describe("of the stanzas of one policy", () => {
  const stanza = (path: string) => `path "${path}" {\n  capabilities = ["sudo"]\n}\n`;
  const subject = 'policy "ci"';

  /** What the rule finds, as Pulumi hands it on, and whether the waiver of that path accepts it. */
  function waived(policy: string, path: string): [string | undefined, boolean][] {
    const ci = { type: "vault:index/policy:Policy", props: { name: "ci", policy } };
    const found = judgeResource(noSudo, ci).map((each) => ({ ...parseMessage(printMessage(each)), urn }));
    const waiver = { rule: "policy-no-sudo", resource: `'${subject}'`, path: `'${path}'` };
    return apply([waiver], found.filter(isWhole)).findings.map((each) => [each.path, each.waiver !== undefined]);
  }

  function isWhole(each: Partial<Finding>): each is Finding & { urn: string } {
    return each.ruleId !== undefined;
  }

  test.each([
    [String.raw`policy path "sys/\*"`, [true, false, false]],
    [String.raw`policy path "sys/\*" (line 80)`, [true, false, false]],
    ['policy path "sys/[a]"', [false, true, false]],
    ['policy path "sys/*', [true, true, false]],
    ['policy path "*"', [true, true, true]],
    ["policy", [false, false, false]],
  ])("a waiver of %s accepts these: %j", (path, expected) => {
    const text = [stanza("sys/*"), stanza("sys/[a]"), stanza("auth/token/create")].join("");
    expect(waived(text, path).map(([, isAccepted]) => isAccepted)).toEqual(expected);
  });

  test("a waiver goes on when something else is written above, and ends when the stanza is another", () => {
    const exact = String.raw`policy path "sys/\*"`;
    expect(waived(stanza("sys/*"), exact)).toEqual([['policy path "sys/*" (line 1)', true]]);
    expect(waived(`# why\n${stanza("auth/token/create")}${stanza("sys/*")}`, exact)).toEqual([
      ['policy path "auth/token/create" (line 2)', false],
      ['policy path "sys/*" (line 5)', true],
    ]);
    expect(waived(stanza("sys/a/*"), exact)).toEqual([['policy path "sys/a/*" (line 1)', false]]);
  });

  test("hostile paths stay on one line, and are waived as they are shown", () => {
    const [[shown = ""] = []] = waived(stanza(String.raw`sys/\n\"*\\'`), "x");
    expect(shown).toBe(String.raw`policy path "sys/\n\"*\\'" (line 1)`);
    const exact = shown.replaceAll("*", String.raw`\*`).replaceAll("'", "''");
    expect(waived(stanza(String.raw`sys/\n\"*\\'`), exact)).toEqual([[shown, true]]);
  });

  test("one that was for a path that is no more is told of those that there are", () => {
    const findings = ['policy path "sys/*" (line 4)', 'policy path "sys/*" (line 9)'].map((path) => ({
      ...finding,
      subject,
      path,
    }));
    const { uses } = apply([{ resource: `'${subject}'`, path: "policy" }], findings);
    expect(uses.map(({ elsewhere }) => elsewhere)).toEqual([[`${subject} policy path "sys/*"`]]);
  });
});
