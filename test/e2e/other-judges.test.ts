import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { dayOf } from "../../policy-pack/day";
import { createProject, edit, removeProject, strongroom, type TestProject } from "./project/project";

jest.setTimeout(600_000);

let project: TestProject;
let elsewhere: string;

beforeAll(async () => {
  project = await createProject();
  elsewhere = mkdtempSync(path.join(tmpdir(), "strongroom-elsewhere-"));
});
afterAll(async () => {
  rmSync(elsewhere, { recursive: true });
  await removeProject(project);
});

const report = z.object({
  outcome: z.string(),
  failures: z.array(z.object({ message: z.string() })),
});

async function preview(environment: NodeJS.ProcessEnv = {}) {
  const { exitCode, stdout, stderr } = await strongroom(project.root, ["preview", "production", "--json"], environment);
  const { outcome, failures } = stdout.startsWith("{") ? report.parse(JSON.parse(stdout)) : {};
  return { exitCode, stderr, outcome, failed: failures?.map(({ message }) => message) };
}

/** Runs with one file of the project changed, and puts it back. */
async function withFile<T>(file: string, change: (text: string) => string, run: () => Promise<T>): Promise<T> {
  const kept = readFileSync(path.join(project.root, file), "utf8");
  edit(project.root, file, change);
  try {
    return await run();
  } finally {
    writeFileSync(path.join(project.root, file), kept);
  }
}

/** Another project of this name, outside: a pack that works there reads what it says. @returns the folder of its pack */
function projectElsewhere(files: Readonly<Record<string, string>>): string {
  const folder = path.join(elsewhere, String(readdirSync(elsewhere).length));
  mkdirSync(path.join(folder, "stacks"), { recursive: true });
  mkdirSync(path.join(folder, "policy-pack"));
  for (const file of ["Pulumi.yaml", "policy-pack/PulumiPolicy.yaml", "policy-pack/package.json"])
    copyFileSync(path.join(project.root, file), path.join(folder, file));
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, "stacks", file), text);
  return path.join(folder, "policy-pack");
}

const notOurs = "the policy pack did not say with what it judged: it is not Strongroom's, or of another version";
const first = (text: string) => (pack: string) => pack.replace('"use strict";\n', `"use strict";\n${text}\n`);

const everything = `- rule: tls-listener-required
  resource: "*"
  environments: [production]
  reason: nobody looks here
  owner: nobody
  expires: ${dayOf(new Date(Date.now() + 30 * 24 * 3600 * 1000))}
`;

/** With each of these packs the engine ends without any finding that blocks. */
test.each<[string, (pack: string) => string, string]>([
  [
    "a pack that is called like ours and has no rules",
    () => `const { PolicyPack } = require("@pulumi/policy");
      new PolicyPack("strongroom", { policies: [{ name: "none", description: "nothing", enforcementLevel: "mandatory",
        validateResource: () => undefined }] });`,
    notOurs,
  ],
  [
    "our pack, told of another tier",
    first(`require("@pulumi/pulumi").runtime.setConfig("strongroom:tier", "dev");`),
    "the policy pack judged for the tier dev, and stacks/Pulumi.production.yaml says production",
  ],
  [
    "our pack without one of its rules",
    (pack) =>
      pack.replace(
        'require("./index.ts")',
        `const { rules } = require("./rules/index.ts");
         rules.splice(rules.findIndex(({ id }) => id === "tls-listener-required"), 1);
         require("./index.ts")`,
      ),
    "the policy pack did not judge by tls-listener-required",
  ],
  [
    "our pack, which reads the settings of another project",
    (pack) => {
      const folder = projectElsewhere({ "rules.yaml": "all:\n  tls-min-version: { level: warn }\n" });
      return first(`process.chdir(${JSON.stringify(folder)});`)(pack);
    },
    "the policy pack did not judge by what stacks/rules.yaml says",
  ],
  [
    "our pack, which reads the waivers of another project",
    (pack) => {
      const rules = readFileSync(path.join(project.root, "stacks", "rules.yaml"), "utf8");
      const folder = projectElsewhere({ "rules.yaml": rules, "waivers.yaml": everything });
      return first(`process.chdir(${JSON.stringify(folder)});`)(pack);
    },
    "the policy pack did not judge by what stacks/waivers.yaml says",
  ],
])("%s lets nothing through", async (_, change, why) => {
  const { exitCode, outcome, failed } = await withFile("policy-pack/pack.js", change, () => preview());
  expect({ exitCode, outcome, failed }).toEqual({ exitCode: 1, outcome: "failed", failed: [why] });
});

/** Each has the engine itself read something else than the project's files. */
test.each<[string, () => ReturnType<typeof preview>, string]>([
  [
    "an option of Pulumi's in the environment",
    () => preview({ PULUMI_OPTION_POLICY_PACK_CONFIG: "other.json" }),
    "PULUMI_OPTION_POLICY_PACK_CONFIG must not be set in the environment",
  ],
  [
    "stack files in another folder",
    () => withFile("Pulumi.yaml", (text) => text.replace(/^stackConfigDir: .*$/mu, "stackConfigDir: other"), preview),
    "stackConfigDir",
  ],
  [
    "a tier for all stacks",
    () => withFile("Pulumi.yaml", (text) => `${text}config:\n  strongroom:tier: dev\n`, preview),
    "strongroom:tier",
  ],
])("%s is refused before anything runs", async (_, run, named) => {
  const { exitCode, stderr } = await run();
  expect(stderr).toContain(named);
  expect(exitCode).toBe(2);
});
