import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { JudgedFinding } from "../../plan/judged-finding";
import { judgeStrictness } from "../../plan/strictness";
import { tierOf, type Environment } from "../../policy-pack/environment";
import { rules } from "../../policy-pack/rules/index";

let root: string;
beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), "strongroom-strict-"))));
afterEach(() => rmSync(root, { recursive: true }));

function git(...parameters: string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  execFileSync("git", parameters, { cwd: root, env, stdio: "ignore" });
}

function environmentFile(stack: string, tier: string, project = "vault"): void {
  mkdirSync(path.join(root, project, "stacks"), { recursive: true });
  const file = path.join(root, project, "stacks", `Pulumi.${stack}.yaml`);
  writeFileSync(file, `config:\n  strongroom:tier: ${tier}\n`);
}

function commit(): void {
  git("add", "--all");
  git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--allow-empty", "--message", "c");
}

function repository(): void {
  git("init", "--quiet", "--initial-branch", "main");
}

function judged(stack: string, tier: string, project = "vault"): Promise<JudgedFinding[]> {
  const environment: Environment = {
    judged: "stack",
    stack,
    declaredTier: tier,
    tier: tierOf(tier),
    responsible: {},
    vaultAddress: undefined,
    vaultSkipVerify: undefined,
  };
  const said = { settings: {}, waivers: [], problems: [] };
  const judging = { rules, environment, project: said, today: "2026-06-01" };
  return judgeStrictness({ root: path.join(root, project) }, judging);
}

/** What blocks an environment of this tier, and what only warns. */
async function found(stack: string, tier: string, project?: string): Promise<unknown[]> {
  const findings = await judged(stack, tier, project);
  return findings.map(({ verdict, subject, found: is, blocks }) =>
    [verdict, subject, is, blocks].slice(blocks ? 1 : 0),
  );
}

test("a tier that is lower than on the default branch is found, also where a branch began before it was raised", async () => {
  repository();
  environmentFile("production", "dev");
  commit();
  git("switch", "--quiet", "--create", "work");
  git("switch", "--quiet", "main");
  environmentFile("production", "production");
  commit();
  git("switch", "--quiet", "work");
  expect(await found("production", "dev")).toEqual([["strongroom:tier", "dev", true]]);
  const [first] = await judged("production", "dev");
  expect(first?.fix).toMatch(
    /^rebase on main, which this checkout is behind; if it is then still weaker, take it back/u,
  );
});

test("a checkout that lacks nothing of the default branch is not told to rebase", async () => {
  repository();
  environmentFile("production", "production");
  commit();
  environmentFile("production", "dev");
  const [first] = await judged("production", "dev");
  expect(first?.fix).toMatch(/^take it back/u);
});

test("an environment under another name is a new one, which counts as production, and the old one is missed", async () => {
  repository();
  environmentFile("production", "production");
  commit();
  const file = (stack: string) => path.join(root, "vault", "stacks", `Pulumi.${stack}.yaml`);
  renameSync(file("production"), file("prod"));
  environmentFile("prod", "dev");
  expect(await found("prod", "dev")).toEqual([
    ["strongroom:tier", "dev", true],
    ["stacks/Pulumi.production.yaml", "nothing", true],
  ]);
});

test("a project that moves to another folder brings new environments", async () => {
  repository();
  environmentFile("production", "production");
  commit();
  environmentFile("production", "dev", "moved");
  expect(await found("production", "dev", "moved")).toEqual([["strongroom:tier", "dev", true]]);
});

test("the first environments of a repository need nobody's consent, nor does a new one of production's tier", async () => {
  repository();
  commit();
  environmentFile("dev", "dev");
  expect(await found("dev", "dev")).toEqual([]);
  commit();
  environmentFile("shop", "production");
  expect(await found("shop", "production")).toEqual([]);
});

test("an environment that the default branch got meanwhile is not missed", async () => {
  repository();
  environmentFile("dev", "dev");
  commit();
  git("switch", "--quiet", "--create", "work");
  git("switch", "--quiet", "main");
  environmentFile("staging", "staging");
  commit();
  git("switch", "--quiet", "work");
  expect(await found("dev", "dev")).toEqual([]);
});

test("what cannot be compared blocks in every tier where the repository has a remote, and warns in dev where it has none", async () => {
  environmentFile("dev", "dev");
  const unknown = ["the rules' strictness", "a value that only a git checkout shows"];
  expect(await found("dev", "dev")).toEqual([["not-evaluated", ...unknown, false]]);
  repository();
  commit();
  git("remote", "add", "origin", "https://example.com/x.git");
  expect(await found("dev", "dev")).toMatchObject([["the rules' strictness", expect.anything(), true]]);
});
