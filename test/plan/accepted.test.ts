import { acceptGuard, withoutUsed, type Judging } from "../../plan/accepted";
import type { JudgedFinding } from "../../plan/judged-finding";
import { projectRulesOf } from "../../policy-pack/project-rules";
import { rules } from "../../policy-pack/rules/index";

const today = "2026-06-01";
const mount = 'mount "kv"';

function judging(...waivers: { rule: string; resource: string; expires?: string }[]): Judging {
  const text = waivers.map(({ rule, resource, expires = "2026-08-01" }) =>
    JSON.stringify({ rule, resource, environments: ["production"], reason: "r", owner: "o", expires }),
  );
  const environment = {
    judged: "stack",
    stack: "production",
    declaredTier: "production",
    tier: "production",
    responsible: {},
    vaultAddress: undefined,
    vaultSkipVerify: undefined,
  } as const;
  const texts = { rules: undefined, waivers: `[${text.join()}]`, environments: ["production"] };
  return { rules, environment, today, project: projectRulesOf(texts, { rules, environment: "production", today }) };
}

const finding: JudgedFinding = {
  ruleId: "no-data-loss",
  severity: "critical",
  verdict: "violation",
  subject: mount,
  must: "stay",
  sources: [],
  docs: "docs/rules/no-data-loss.md",
  urn: "urn:pulumi:production::shop::vault:index/mount:Mount::kv",
  blocks: true,
};

function said({ ofWaivers }: ReturnType<typeof acceptGuard>) {
  return ofWaivers.map(({ ruleId, subject, blocks }) => [ruleId, subject, blocks]);
}

test("what a waiver accepts blocks nothing, and stays", () => {
  const accepted = acceptGuard([finding], judging({ rule: "no-data-loss", resource: mount }));
  expect(accepted.findings).toEqual([
    { ...finding, blocks: false, waiver: { reason: "r", owner: "o", expires: "2026-08-01" } },
  ]);
  expect(said(accepted)).toEqual([]);
});

test("an operation is named by its resource's URN as well", () => {
  const [one] = acceptGuard([finding], judging({ rule: "no-data-loss", resource: "*::kv" })).findings;
  expect(one?.blocks).toBe(false);
});

test("waivers for findings of the guard are judged here, and no others", () => {
  const accepted = acceptGuard(
    [finding],
    judging(
      { rule: "no-data-loss", resource: "nothing" },
      { rule: "no-data-loss", resource: mount, expires: "2026-05-31" },
      { rule: "kv-versioned", resource: "nothing" },
    ),
  );
  expect(accepted.findings).toEqual([finding]);
  expect(said(accepted)).toEqual([
    ["waiver-expired", `waiver no-data-loss@${mount}`, false],
    ["waiver-unused", "waiver no-data-loss@nothing", false],
  ]);
});

test("a waiver that only the guard needs is not unused, although the pack thinks so", () => {
  const login = { ...finding, ruleId: "no-root-token", subject: 'vault provider "old"' };
  const { inUse } = acceptGuard([login], judging({ rule: "no-root-token", resource: login.subject }));
  const unused = { ...finding, ruleId: "waiver-unused", subject: `waiver no-root-token@${login.subject}` };
  const other = { ...unused, subject: "waiver no-root-token@another" };
  expect(withoutUsed([unused, other, finding], inUse)).toEqual([other, finding]);
});
