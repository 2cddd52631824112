import { readFileSync } from "node:fs";
import path from "node:path";
import { createProject, edit, removeProject, strongroom, type TestProject } from "./project/project";

let project: TestProject;
beforeAll(async () => {
  project = await createProject();
});
afterAll(() => removeProject(project));

test("an error that a stack's code throws shows the file, line and column where a person wrote it", async () => {
  const file = path.join(project.root, "stacks", "index.ts");
  edit(
    project.root,
    "stacks/index.ts",
    (text) =>
      `interface Erased {\n  a: 1;\n}\n${text}\nfunction broken(): never {\n  throw new Error("of mine");\n}\nbroken();\n`,
  );
  const lines = readFileSync(file, "utf8").split("\n");
  const lineOf = (text: string) => lines.indexOf(text) + 1;
  const { stdout, exitCode } = await strongroom(project.root, ["preview", "dev"]);
  expect({ exitCode, trace: traceIn(stdout) }).toEqual({
    exitCode: 1,
    trace: [
      "Error: of mine",
      `at broken (${file}:${lineOf('  throw new Error("of mine");')}:9)`,
      `at ${file}:${lineOf("broken();")}:1`,
    ],
  });
}, 60_000);

/** The error and its first two frames. */
function traceIn(report: string): string[] {
  const lines = report.split("\n").map((line) => line.replace(/^\s*error\s+/, "").trim());
  return lines.slice(lines.findIndex((line) => line.startsWith("Error: of mine"))).slice(0, 3);
}

describe("a source that is not TypeScript", () => {
  it.each(["stacks/core.ts", "policy-pack/rules/index.ts", "policy-pack/index.ts"])(
    "is named once, with its line and few other words: %s",
    async (name) => {
      const fresh = await createProject();
      try {
        edit(fresh.root, name, (text) => `const = 3;\n${text}`);
        const { exitCode, stdout, stderr } = await strongroom(fresh.root, ["preview", "dev"]);
        const printed = stdout + stderr;
        expect({ exitCode, printed, places: printed.split(`${path.join(fresh.root, name)}:1:7`).length - 1 }).toEqual({
          exitCode: 1,
          printed: expect.not.stringMatching(/^\W*(error)?\s*at |no changes|report this/m) as string,
          places: 1,
        });
        expect(printed.split("\n").length).toBeLessThan(15);
      } finally {
        await removeProject(fresh);
      }
    },
    60_000,
  );
});
