import { rmSync } from "node:fs";
import { z } from "zod";
import type { GuardParameters } from "./programs/guard";
import { createModuleProject, giveParameters, rulesFile } from "./project/module-project";
import { edit, removeProject, strongroom, type TestProject } from "./project/project";
import { asDeployer, asHolderOf } from "./project/vault";

jest.setTimeout(600_000);

const policies = ["web", "shop", "stock", "mail", "jobs", "logs", "docs", "chat"];
const declared: GuardParameters = {
  engine: { name: "team", path: "team", version: "2" },
  isKeptDeclared: true,
  policies,
};

let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("guard", declared, (made) => rmSync(rulesFile(made)));
  await asHolderOf(project, "team", (client) => client.request("POST", "team/data/db", { data: { password: "x" } }));
});

afterAll(() => removeProject(project));

const report = z.object({
  outcome: z.string(),
  failures: z.array(z.unknown()),
  findings: z.array(
    z.object({
      ruleId: z.string(),
      subject: z.string(),
      must: z.string(),
      found: z.string().optional(),
      blocks: z.boolean(),
    }),
  ),
});
type Finding = z.infer<typeof report>["findings"][number];

/** What a preview of a change says, and that it changed nothing. */
async function preview(changed: Partial<GuardParameters>): Promise<{ exitCode: number | null; blocking: Finding[] }> {
  giveParameters(project, { ...declared, ...changed });
  const before = await whatVaultHas();
  const { exitCode, stdout } = await strongroom(project.root, ["preview", "dev", "--json"]);
  expect(await whatVaultHas()).toEqual(before);
  const { failures, findings } = report.parse(JSON.parse(stdout));
  expect(failures).toEqual([]);
  return { exitCode, blocking: findings.filter(({ blocks }) => blocks) };
}

/** The secret in the engine, the mounts, the audit devices and the policies. */
async function whatVaultHas(): Promise<unknown> {
  const secret = await asHolderOf(project, "team", (client) => client.request("GET", "team/data/db"));
  const seen = await asDeployer(project, (client) =>
    Promise.all(
      ["sys/mounts", "sys/auth", "sys/audit", ...policies.map((name) => `sys/policies/acl/${name}`)].map(async (path) =>
        z.object({ data: z.unknown() }).parse(await client.request("GET", path)),
      ),
    ),
  );
  return [z.object({ data: z.unknown() }).parse(secret).data, ...seen.map(({ data }) => data)];
}

function said(blocking: readonly Finding[], ruleId: string): string[] {
  return blocking
    .filter((finding) => finding.ruleId === ruleId)
    .map(({ subject, must, found = "" }) => `${subject} must ${must}, found ${found}`);
}

describe("blocked, with nothing touched:", () => {
  it.each<[string, Partial<GuardParameters>, string]>([
    [
      "an engine under another name",
      { engine: { name: "teams", path: "teams", version: "2" } },
      'mount "team" must keep all versions of all its secrets, found that it would be deleted',
    ],
    [
      "an engine that moves",
      { engine: { name: "team", path: "teams", version: "2" } },
      'mount "team" must keep its path, which policies and applications name, and every lease it gave, found "teams"',
    ],
    [
      "an engine of version 1 again",
      { engine: { name: "team", path: "team", version: "1" } },
      'mount "team" must keep all earlier versions of its secrets, found "1"',
    ],
    [
      "an engine that is protected",
      { isKeptDeclared: false },
      'mount "kept" must keep all versions of all its secrets, found that it would be deleted; it is protected, and Pulumi refuses',
    ],
  ])("%s", async (_, changed, finding) => {
    const { exitCode, blocking } = await preview(changed);
    expect(said(blocking, "no-data-loss")).toEqual([finding]);
    expect(exitCode).toBe(3);
  });

  it("the second audit device", async () => {
    const program = (from: string, to: string) =>
      edit(project.root, "stacks/index.ts", (text) => text.replace(from, to));
    const [both, one] = [
      "realiseStart(declaration,",
      "realiseStart({ ...declaration, auditDevices: declaration.auditDevices.slice(0, 1) },",
    ];
    program(both, one);
    const { exitCode, blocking } = await preview({});
    program(one, both);
    expect(said(blocking, "audit-removal")).toEqual([
      expect.stringMatching(
        /^audit device "b-\w+" must go on writing .* disabled; left would be audit device "a-\w+"$/,
      ),
    ]);
    expect(exitCode).toBe(3);
  });

  describe("outside dev", () => {
    const tier = (from: string, to: string) =>
      edit(project.root, "stacks/Pulumi.dev.yaml", (text) => text.replace(`tier: ${from}`, `tier: ${to}`));

    beforeAll(() => tier("dev", "staging"));
    afterAll(() => tier("staging", "dev"));

    it("half the stack", async () => {
      const { exitCode, blocking } = await preview({ policies: [] });
      expect(said(blocking, "change-size")).toEqual([
        expect.stringMatching(/^stack dev must keep at least 80 % .* 8 to delete and 0 to replace, of \d+ resources/),
      ]);
      expect(exitCode).toBe(3);
    });

    it("policies that move to a provider of their own, which reaches something else", async () => {
      const { exitCode, blocking } = await preview({ address: "https://vault.example.com:8200" });
      expect(said(blocking, "provider-moved")).toEqual([
        `vault provider "own" must reach what it reached when these were made, found "https://vault.example.com:8200" instead of "${project.address}", for 8 objects (policy "chat", policy "docs", policy "jobs" ...)`,
      ]);
      expect(exitCode).toBe(3);
    });
  });

  it("an apply, which asks the same questions first", async () => {
    giveParameters(project, { ...declared, isKeptDeclared: false });
    const before = await whatVaultHas();
    const { exitCode, stdout } = await strongroom(project.root, ["up", "dev", "--yes"]);
    expect(stdout).toContain("refused");
    expect(stdout).toContain("must keep all versions of all its secrets");
    expect(exitCode).toBe(3);
    expect(await whatVaultHas()).toEqual(before);
  });
});

describe("let through:", () => {
  it.each<[string, Partial<GuardParameters>]>([
    ["no change", {}],
    ["a policy that is no longer needed", { policies: policies.slice(1) }],
    ["policies that move to a provider of their own, which reaches the same Vault", { address: "the same" }],
  ])("%s", async (_, { address, ...changed }) => {
    const own = address === undefined ? {} : { address: project.address };
    expect(await preview({ ...changed, ...own })).toEqual({ exitCode: 0, blocking: [] });
  });
});
