import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createProject, removeProject, repository, type TestProject } from "./project/project";

jest.setTimeout(240_000);

/** Commands of the README that are run elsewhere: where, and the words there that run them. */
const runElsewhere: Readonly<Record<string, { readonly file: string; readonly words: string }>> = {
  "npm run demo": { file: "test/e2e/fresh-clone.test.ts", words: 'run("npm", "run", "--silent", "demo")' },
  "npm test": { file: "test/verify.js", words: "runTests([])" },
  "npm run new:rule -- auth/my-rule": { file: "test/generate/new-rule.test.ts", words: '"generate/new-rule.ts"' },
};

const commands = [...readFileSync(path.join(repository, "README.md"), "utf8").matchAll(/```sh\n([^]*?)```/g)]
  .flatMap(([, block = ""]) => block.split("\n"))
  .map((line) => line.replace(/\s+#.*$/, "").trim())
  .filter((line) => line !== "");

let project: TestProject;

beforeAll(async () => {
  project = await createProject();
  execFileSync("npx", ["strongroom", "dev", "start"], { cwd: project.root, stdio: "pipe" });
});

afterAll(async () => {
  await removeProject(project);
});

describe("the README", () => {
  it("has commands", () => {
    expect(commands.length).toBeGreaterThan(6);
  });

  it.each(Object.entries(runElsewhere))("has %s, which is run elsewhere", (command, { file, words }) => {
    expect(commands).toContain(command);
    expect(readFileSync(path.join(repository, file), "utf8")).toContain(words);
  });

  it("names npm scripts that do what those other runs do", () => {
    expect(JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8"))).toMatchObject({
      scripts: {
        test: "node setup.js && node test/run.js",
        demo: "node setup.js && node cli/strongroom.js demo",
        "new:rule": "node setup.js && node typescript.js generate/new-rule.ts",
      },
    });
  });

  it("shows commands that work, one after the other, in one shell", () => {
    // `secret-id issue` needs what `up` declares; both stand in the README in that order.
    const script = ["set -e", ...commands.filter((command) => !(command in runElsewhere))].join("\n");
    const output = execFileSync("bash", ["-c", script], { cwd: project.root, encoding: "utf8" });
    expect(output).toMatch(/Preview of staging/);
    expect(output).toMatch(/server read back: (\d+) of \1 as declared/);
    expect(output).toMatch(/^hvs\.\S+$/m);
    expect(output).toMatch(/no finding blocks/);
    expect(output).toMatch(/unchanged/);
  });
});
