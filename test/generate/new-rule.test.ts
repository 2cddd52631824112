import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";

const repository = path.resolve(__dirname, "../..");
const copied = [
  "access",
  "generate",
  "hcl",
  "model",
  "policy-pack",
  "problem",
  "test/policy-pack",
  "test/transform.js",
  "test/fast-check.js",
];
const copiedFiles = readdirSync(repository).filter(
  (file) => /\.(?:js|json)$/u.test(file) && file !== "package-lock.json",
);

/** A copy of what a rule needs, in which the generator may write. */
function copy(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "strongroom-new-rule-")));
  for (const each of [...copied, ...copiedFiles]) {
    cpSync(path.join(repository, each), path.join(folder, each), { recursive: true });
  }
  symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

const folder = copy();
afterAll(() => rmSync(folder, { recursive: true }));

function newRule(...args: string[]) {
  const command = ["typescript.js", "generate/new-rule.ts", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

const index = () => readFileSync(path.join(folder, "policy-pack/rules/index.ts"), "utf8");

test.each([
  [[], "new:rule must be named"],
  [["tls"], "rule tls must be named as <family>/<id>, found tls; fix: npm run new:rule -- tls/tls-min-version"],
  [["tls/x"], "rule tls/x id must be two or more words in lower case with hyphens between them, found x"],
  [["weather/no-rain"], "rule weather/no-rain family must be one of tls, audit, root"],
  [
    ["auth/no-root-token"],
    "rule auth/no-root-token id must be new, found policy-pack/rules/root/no-root-token.ts; fix: edit that file",
  ],
])("refuses %j, says why, and writes nothing", (args, message) => {
  const before = index();
  const { status, stderr } = newRule(...args);
  expect({ status, says: stderr.includes(message), nothing: stderr.endsWith("Nothing was written.\n") }).toEqual({
    status: 2,
    says: true,
    nothing: true,
  });
  expect(index()).toBe(before);
});

const results = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ title: z.string(), status: z.string() })) })),
});

test("writes a rule whose tests say what is left to fill in, and its line in the index", () => {
  const unchanged = index().split("\n");
  expect(newRule("tls/tls-example-only")).toEqual({
    status: 0,
    stderr: "",
    stdout: expect.stringContaining(
      "policy-pack/rules/tls/tls-example-only.ts\n  policy-pack/rules/index.ts\n",
    ) as unknown,
  });
  expect(
    index()
      .split("\n")
      .filter((line) => !unchanged.includes(line)),
  ).toEqual(['import tlsExampleOnly from "./tls/tls-example-only";', "  tlsExampleOnly,"]);

  const jest = ["node_modules/jest/bin/jest.js", "test/policy-pack/catalogue", "-t", "tls-example-only", "--json"];
  const { stdout } = spawnSync(process.execPath, jest, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  const titles = results
    .parse(JSON.parse(stdout))
    .testResults.flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ title }) => title);
  expect(titles).toEqual([
    "says what it requires, why, and what to do",
    "has nothing left to fill in",
    "bad: TODO",
    "unknown: TODO",
  ]);
}, 60_000);
