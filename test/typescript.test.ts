import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const loader = path.join(__dirname, "..", "typescript.js");
const folder = mkdtempSync(path.join(tmpdir(), "strongroom-typescript-"));
afterAll(() => rmSync(folder, { recursive: true }));

const interfaces = "interface Erased {\n  readonly a: string;\n}\n";

test("a source that is not TypeScript is an error with its place and nothing of the compiler", () => {
  const file = path.join(folder, "syntax.ts");
  writeFileSync(file, `${interfaces}const = 3;\n`);
  const { stderr, status } = spawnSync(process.execPath, [loader, file], { encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain(`SyntaxError: ${file}:4:7: Expected identifier but found "="`);
  expect(stderr.split("\n").filter((line) => /^\s+at |errors:|code:/.test(line))).toEqual([]);
});

test.each([
  ["thrown", `${interfaces}throw new Error("of mine");\n`, ["Error: of mine", "at FILE:4:7"]],
  [
    "thrown in a function",
    `${interfaces}const fail = (text: string): never => {\n  throw new RangeError(text);\n};\nfail("of mine");\n`,
    ["RangeError: of mine", "at fail (FILE:5:9)", "at FILE:7:1"],
  ],
  ["rejected", `${interfaces}void Promise.reject<never>(new Error("of mine"));\n`, ["Error: of mine", "at FILE:4:28"]],
  [
    "thrown far below",
    `${interfaces}const deep = (n: number): number => (n === 0 ? missing() : deep(n - 1) + 1);\nfunction missing(): never {\n  throw new Error("of mine");\n}\ndeep(5);\n`,
    ["Error: of mine", "at missing (FILE:6:9)", "at deep (FILE:4:48)"],
  ],
])("an error %s shows where a person wrote it", (name, source, trace) => {
  const file = path.join(folder, `${name.replaceAll(" ", "-")}.ts`);
  writeFileSync(file, source);
  const { stderr, status } = spawnSync(process.execPath, [loader, file], { encoding: "utf8" });
  const lines = stderr.split("\n").map((line) => line.trim().replace(file, "FILE"));
  const start = lines.findIndex((line) => line.includes("Error: of mine"));
  expect({ status, trace: lines.slice(start, start + trace.length) }).toEqual({ status: 1, trace });
});
