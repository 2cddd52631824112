import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { spawnSync } from "node:child_process";

const folder = mkdtempSync(path.join(tmpdir(), "strongroom-run-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm test` prints and ends with, when jest ends with `status` and has left `report`. */
function closing(status: number, report?: string) {
  const file = path.join(folder, "results.json");
  rmSync(file, { force: true });
  if (report !== undefined) writeFileSync(file, report);
  const script = `const { count, close } = require("./run.js"); close(count(${JSON.stringify(file)}, ${status}));`;
  const {
    stdout,
    stderr,
    status: exitCode,
  } = spawnSync(process.execPath, ["-e", script], {
    cwd: __dirname,
    encoding: "utf8",
  });
  return { line: stdout.trim(), exitCode, says: stderr.trim() };
}

function report(numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites = 0): string {
  const numTotalTests = numPassedTests + numFailedTests;
  return JSON.stringify({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numTotalTests });
}

const unknown = "nobody knows what passed, so this run counts as failed.";

describe("a test run closes with its count", () => {
  it.each<[string, [number, string?], { line: string; exitCode: number; says?: unknown }]>([
    ["all passed", [0, report(3, 0)], { line: "3 passed, 0 failed", exitCode: 0 }],
    ["one failed", [1, report(2, 1)], { line: "2 passed, 1 failed", exitCode: 1 }],
    ["a suite could not be run", [1, report(2, 0, 1)], { line: "2 passed, 1 failed", exitCode: 1 }],
    ["jest failed for a reason of its own", [1, report(2, 0)], { line: "2 passed, 1 failed", exitCode: 1 }],
    ["there was nothing to run", [0, report(0, 0)], { line: "0 passed, 1 failed", exitCode: 1 }],
    [
      "jest died before its report",
      [137],
      { line: "0 passed, 1 failed", exitCode: 1, says: `jest ended with 137 before it wrote its report: ${unknown}` },
    ],
    [
      "jest died while it wrote its report",
      [137, report(2, 0).slice(0, 20)],
      {
        line: "0 passed, 1 failed",
        exitCode: 1,
        says: expect.stringMatching(/^jest ended with 137 and left a broken report/),
      },
    ],
  ])("when %s", (_, [status, text], expected) => {
    expect(closing(status, text)).toEqual({ says: "", ...expected });
  });
});
