"use strict";
/**
 * `npm test`: sets up what the tests need (the real programs, built on a first run), runs every test and ends with one line,
 * `N passed, N failed`. Arguments go to jest: `npm test -- test/stacks`.
 */
const { spawnSync } = require("node:child_process");
const { mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");

const root = path.dirname(__dirname);

function node(commandArguments) {
  return spawnSync(process.execPath, commandArguments, { cwd: root, stdio: "inherit" }).status ?? 1;
}

/** Runs jest. A suite that could not be run counts as a failed test, and so does a run without any. */
function runTests(jestArguments) {
  if (node(["typescript.js", "toolchain/main.ts"]) !== 0) return { passed: 0, failed: 1 };
  const folder = mkdtempSync(path.join(tmpdir(), "strongroom-test-"));
  try {
    const report = path.join(folder, "results.json");
    const status = node(["node_modules/jest/bin/jest.js", "--json", `--outputFile=${report}`, ...jestArguments]);
    const results = JSON.parse(readFileSync(report, "utf8"));
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const unexplained = failed === 0 && (status !== 0 || results.numTotalTests === 0) ? 1 : 0;
    return { passed: results.numPassedTests, failed: failed + unexplained };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints the line that closes a run, and makes it the process's outcome. */
function close({ passed, failed }) {
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

module.exports = { runTests, close };

if (require.main === module) close(runTests(process.argv.slice(2)));
