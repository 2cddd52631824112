import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { dayOf } from "../../policy-pack/day";
import { pulumiEnvironment, pulumiParts } from "../../toolchain/environment";
import { provideParts } from "../../toolchain/provide";
import {
  commitAll,
  createProject,
  edit,
  ended,
  git,
  removeProject,
  strongroom,
  type CommandResult,
  type TestProject,
} from "./project/project";

jest.setTimeout(600_000);

const batch = 'AppRole "batch"';
const waived = `token-ttl-bounded@${batch}`;
const untilNextMonth = dayOf(new Date(Date.now() + 30 * 24 * 3600 * 1000));
const yesterday = dayOf(new Date(Date.now() - 24 * 3600 * 1000));

let project: TestProject;

/** The declared company with a role whose tokens have no end, and everything that blocks waived by the name that the report gives it. */
beforeAll(async () => {
  project = await createProject();
  edit(project.root, "stacks/index.ts", (text) =>
    `import * as vault from "@pulumi/vault";\n${text}`.replace(
      "realise(declare(environment.values));",
      `const provider = realise(declare(environment.values));
       new vault.approle.AuthBackendRole("batch", { backend: "approle", roleName: "batch", bindSecretId: true,
         secretIdTtl: 3600, secretIdNumUses: 5, tokenTtl: 600, secretIdBoundCidrs: ["10.0.0.0/8"],
         tokenBoundCidrs: ["10.0.0.0/8"], tokenPolicies: ["reference-api"] }, { provider });
       new vault.Policy("night", { name: "night", policy: \`
         path "sys/audit/*" { capabilities = ["sudo", "read"] }
         path "sys/audit/b" { capabilities = ["sudo", "read"] }\` }, { provider });`,
    ),
  );
  commitAll(project.root, "Declare a role for the night");
  const { findings } = await preview();
  const blocking = new Set(
    findings.filter(({ blocks }) => blocks).map(({ ruleId, subject }) => `${ruleId}@${subject}`),
  );
  expect(blocking).toContain(waived);
  for (const finding of blocking) await waive(finding);
});

afterAll(() => removeProject(project));

const report = z.object({
  outcome: z.string(),
  failures: z.array(z.unknown()),
  findings: z.array(
    z.object({
      ruleId: z.string(),
      verdict: z.string(),
      subject: z.string(),
      path: z.string().optional(),
      found: z.string().optional(),
      fix: z.string().optional(),
      blocks: z.boolean(),
      waiver: z.object({ owner: z.string(), expires: z.string() }).optional(),
    }),
  ),
});
type Report = z.infer<typeof report>;

async function preview(...options: string[]): Promise<Report & { exitCode: number | null }> {
  return previewOf("production", ...options);
}

async function previewOf(environment: string, ...options: string[]): Promise<Report & { exitCode: number | null }> {
  const { exitCode, stdout, stderr } = await strongroom(project.root, ["preview", environment, "--json", ...options]);
  if (!stdout.startsWith("{")) throw new Error(`no report:\n${stdout}\n${stderr}`);
  const parsed = report.parse(JSON.parse(stdout));
  expect(parsed.failures).toEqual([]);
  return { exitCode, ...parsed };
}

async function waive(finding: string): Promise<void> {
  const { exitCode, stderr } = await strongroom(project.root, [
    ...["waive", finding, "--environment", "production", "--reason", "their fix is due"],
    ...["--owner", "platform", "--until", untilNextMonth],
  ]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
}

/** The rules of what blocks. */
function blocking({ findings }: Report): string[] {
  return [...new Set(findings.filter(({ blocks }) => blocks).map(({ ruleId }) => ruleId))].sort();
}

function ofRule({ findings }: Report, ruleId: string): Report["findings"] {
  return findings.filter((finding) => finding.ruleId === ruleId);
}

/** Runs something with other texts in the project's files, and puts them back. */
async function changed<T>(
  files: Readonly<Record<string, (text: string) => string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(files).map((file) => [file, readFileSync(path.join(project.root, file), "utf8")] as const);
  for (const [file, change] of Object.entries(files)) edit(project.root, file, change);
  try {
    return await work();
  } finally {
    for (const [file, text] of before) writeFileSync(path.join(project.root, file), text);
  }
}

/** `pulumi` with nothing of ours but the pack in the project. */
async function plainPulumi(...parameters: string[]): Promise<CommandResult> {
  const { signal } = new AbortController();
  const parts = await provideParts(pulumiParts, { progress: () => undefined, signal });
  const additions = await pulumiEnvironment(parts, { state: path.join(project.root, ".strongroom", "state") });
  const env = { ...process.env, ...additions };
  // From a folder below, so that the pack cannot mistake where it was called for where the project is.
  return ended(
    spawn("pulumi", parameters, { cwd: path.join(project.root, "docs"), env, stdio: ["ignore", "pipe", "pipe"] }),
  );
}

describe("new waivers", () => {
  it("block until their owner approves of exactly these, and are then enough", async () => {
    const first = await preview();
    expect([first.exitCode, blocking(first)]).toEqual([3, ["guard-weakened"]]);
    expect(first.findings[0]?.ruleId).toBe("guard-weakened");
    const approval = /--approved-weakening ([0-9a-f]{16})$/.exec(first.findings[0]?.fix ?? "")?.[1] ?? "none";
    const other = await preview("--approved-weakening", "0123456789abcdef");
    expect([other.exitCode, blocking(other)]).toEqual([3, ["guard-weakened"]]);
    const approved = await preview("--approved-weakening", approval);
    expect([approved.exitCode, blocking(approved)]).toEqual([0, []]);
    expect(ofRule(approved, "guard-weakened").length).toBeGreaterThan(0);
  });
});

describe("waivers on the default branch", () => {
  beforeAll(() => commitAll(project.root, "Accept it until next month"));

  it("let a preview through, and what they accept stays visible", async () => {
    const seen = await preview();
    expect([seen.exitCode, seen.outcome, blocking(seen)]).toEqual([0, "clean", []]);
    expect(ofRule(seen, "token-ttl-bounded").map(({ subject, waiver }) => ({ subject, waiver }))).toEqual([
      { subject: batch, waiver: { owner: "platform", expires: untilNextMonth } },
    ]);
    const files = ["--sarif", "a.sarif", "--junit", "a.xml", "--markdown", "a.md"];
    const text = await strongroom(project.root, ["preview", "production", ...files]);
    expect(text.exitCode).toBe(0);
    expect(text.stdout).toMatch(/ waived \(/);
    expect(text.stdout).toContain(`accepted by platform until ${untilNextMonth}`);
    const written = (file: string) => readFileSync(path.join(project.root, file), "utf8");
    expect(written("a.sarif")).toContain(
      `"justification": "accepted by platform until ${untilNextMonth}: their fix is due"`,
    );
    expect(written("a.xml")).toContain('<skipped message="waived: 1 finding">');
    expect(written("a.md")).toMatch(/^### Strongroom: production — clean$/mu);
    for (const file of ["a.sarif", "a.xml", "a.md"]) rmSync(path.join(project.root, file));
  });

  it("count for plain Pulumi alike", async () => {
    const { exitCode, stdout } = await plainPulumi(
      ...["preview", "--stack", "production", "--policy-pack", "../policy-pack", "--color", "never"],
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`high token-ttl-bounded (waived): ${batch}`);
    expect(stdout).toContain(`until  ${untilNextMonth}`);
  });

  it("do not count any more when they have expired", async () => {
    const seen = await changed({ "stacks/waivers.yaml": (text) => expired(text) }, preview);
    expect([seen.exitCode, blocking(seen)]).toEqual([3, ["token-ttl-bounded"]]);
    expect(ofRule(seen, "waiver-expired").map(({ subject, found }) => [subject, found])).toEqual([
      [`waiver ${waived}`, `${yesterday}; 1 finding of its rule counted again`],
    ]);
  });

  it("can be for one stanza of a policy, and leave the others", async () => {
    const one = (text: string) =>
      text.replace(
        /(rule: policy-no-sudo\n +resource: policy "night"\n)( +)/u,
        '$1$2path: policy path "sys/audit/\\*"\n$2',
      );
    const seen = await changed({ "stacks/waivers.yaml": one }, preview);
    expect(seen.exitCode).toBe(3);
    expect(ofRule(seen, "policy-no-sudo").map(({ path: at, blocks }) => [at, blocks])).toEqual([
      ['policy path "sys/audit/*" (line 2)', false],
      ['policy path "sys/audit/b" (line 3)', true],
    ]);
  });

  it("are told that they are not used, and by what their rule finds instead", async () => {
    const renamed = (text: string) => text.replace(`resource: ${batch}`, 'resource: AppRole "bach"');
    const seen = await changed({ "stacks/waivers.yaml": renamed }, preview);
    expect(seen.exitCode).toBe(3);
    expect(blocking(seen)).toEqual(["guard-weakened", "token-ttl-bounded"]);
    expect(ofRule(seen, "waiver-unused").map(({ found }) => found)).toEqual([
      `none; its rule finds something in ${batch}`,
    ]);
  });
});

describe("the files about rules", () => {
  const misspelled = { "stacks/rules.yaml": (text: string) => `${text}\nall: { token-ttl-bonded: { level: warn } }\n` };
  const unreadable = { "stacks/waivers.yaml": (text: string) => `${text}- [\n` };

  it.each([
    ["a misspelled rule", "configuration-valid", misspelled],
    ["waivers that are no YAML", "waivers-valid", unreadable],
  ])("block production with %s, and the rules go on", async (_, ruleId, change) => {
    const seen = await changed(change, preview);
    expect(seen.exitCode).toBe(3);
    expect(blocking(seen)).toContain(ruleId);
    expect(ofRule(seen, "token-ttl-bounded")).toHaveLength(1);
  });

  it("only warn in dev", async () => {
    const seen = await changed(misspelled, () => previewOf("dev"));
    expect(ofRule(seen, "configuration-valid").map(({ blocks }) => blocks)).toEqual([false]);
  });

  it("set limits for plain Pulumi alike, and its own configuration is laid over them key by key", async () => {
    const stricter = "\nenvironments: { production: { token-ttl-bounded: { maxTtlSeconds: 3600 } } }\n";
    writeFileSync(path.join(project.root, "pack.json"), '{ "token-ttl-bounded": { "level": "warn" } }');
    const { stdout } = await changed({ "stacks/rules.yaml": (text) => text + stricter }, () =>
      plainPulumi(
        ...["preview", "--stack", "production", "--policy-pack", "../policy-pack", "--color", "never"],
        ...["--policy-pack-config", "../pack.json"],
      ),
    );
    rmSync(path.join(project.root, "pack.json"));
    expect(stdout).toContain("end every token after 60m at most");
    expect(stdout).toMatch(/\[advisory\].* token-ttl-bounded .*reference-api/);
  });
});

describe("a branch that makes the rules less strict", () => {
  const lower = { "stacks/rules.yaml": (text: string) => `${text}\nall: { kv-versioned: { maxVersions: 999 } }\n` };

  it("is blocked, whatever else is well, and says what was lowered first", async () => {
    git(project.root, "switch", "--quiet", "--create", "weaker");
    const seen = await changed(lower, async () => {
      commitAll(project.root, "Keep more");
      return preview();
    });
    expect([seen.exitCode, blocking(seen)]).toEqual([3, ["guard-weakened"]]);
    expect(seen.findings[0]).toMatchObject({ subject: "kv-versioned.maxVersions", found: "999" });
    git(project.root, "switch", "--quiet", "--force", "main");
  });

  it("is compared with the remote's default branch, where there is one", async () => {
    git(project.root, "remote", "add", "origin", "https://example.com/vault.git");
    expect(await strictness()).toEqual([["not-evaluated", true]]);
    git(project.root, "update-ref", "refs/remotes/origin/trunk", "HEAD");
    git(project.root, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
    expect(await strictness()).toEqual([]);
    git(project.root, "remote", "remove", "origin");
  });

  it("is not judged where there is no repository, and that blocks production", async () => {
    rmSync(path.join(project.root, ".git"), { recursive: true });
    expect(await strictness()).toEqual([["not-evaluated", true]]);
  });
});

async function strictness(): Promise<[string, boolean][]> {
  return ofRule(await preview(), "guard-weakened").map(({ verdict, blocks }) => [verdict, blocks]);
}

/** The waivers with that of the batch role past its last day. */
function expired(text: string): string {
  const [before = "", after = ""] = text.split(`resource: ${batch}`);
  return `${before}resource: ${batch}${after.replace(untilNextMonth, yesterday)}`;
}
