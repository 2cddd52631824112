import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createProject, removeProject, repository, type TestProject } from "./project/project";

jest.setTimeout(240_000);

/** Commands of the README that other tests run: each with the test that does. */
const runElsewhere: Readonly<Record<string, string>> = {
  "npm run demo": "fresh-clone.test.ts",
  "npm test": "this is it",
  "npm run new:rule -- auth/my-rule": "../generate/new-rule.test.ts",
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

  it.each(Object.values(runElsewhere).filter((file) => file.endsWith(".ts")))(
    "has other commands run by %s",
    (file) => {
      expect(readFileSync(path.join(__dirname, file), "utf8")).not.toBe("");
    },
  );

  it("shows commands that work, one after the other, in one shell", () => {
    // `secret-id issue` needs what `up` declares; both stand in the README in that order.
    const script = ["set -e", ...commands.filter((command) => !(command in runElsewhere))].join("\n");
    const output = execFileSync("bash", ["-c", script], { cwd: project.root, encoding: "utf8" });
    expect(output).toMatch(/Preview of staging/);
    expect(output).toMatch(/server read back: (\d+) of \1 as declared/);
    expect(output).toMatch(/^hvs\.\S+$/m);
    expect(output).toMatch(/The embedded Vault runs at/);
    expect(output).toMatch(/unchanged/);
  });
});
