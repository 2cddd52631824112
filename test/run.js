"use strict";
/**
 * `npm test`: sets up what the tests need (the real programs, built on a first run), runs every test and ends with one line,
 * `N passed, N failed`. Arguments go to jest: `npm test -- test/stacks`.
 */
const { spawnSync } = require("node:child_process");
const { existsSync, mkdtempSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const path = require("node:path");

const root = path.dirname(__dirname);

function node(commandArguments) {
  return spawnSync(process.execPath, commandArguments, { cwd: root, stdio: "inherit" }).status ?? 1;
}

/** Runs jest. */
function runTests(jestArguments) {
  if (node(["typescript.js", "toolchain/main.ts"]) !== 0) return { passed: 0, failed: 1 };
  const folder = mkdtempSync(path.join(tmpdir(), "strongroom-test-"));
  try {
    const report = path.join(folder, "results.json");
    const status = node(["node_modules/jest/bin/jest.js", "--json", `--outputFile=${report}`, ...jestArguments]);
    return count(report, status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What jest's report comes to. A suite that could not be run counts as a failed test, and so does a run without any, and one that
 * left no whole report.
 */
function count(report, status) {
  if (!existsSync(report)) return unreported(`jest ended with ${status} before it wrote its report`);
  let results;
  try {
    results = JSON.parse(readFileSync(report, "utf8"));
  } catch (error) {
    return unreported(`jest ended with ${status} and left a broken report (${error.message})`);
  }
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const unexplained = failed === 0 && (status !== 0 || results.numTotalTests === 0) ? 1 : 0;
  return { passed: results.numPassedTests, failed: failed + unexplained };
}

function unreported(what) {
  process.stderr.write(`\n${what}: nobody knows what passed, so this run counts as failed.\n`);
  return { passed: 0, failed: 1 };
}

/** Prints the line that closes a run, and makes it the process's outcome. */
function close({ passed, failed }) {
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

module.exports = { runTests, count, close };

if (require.main === module) close(runTests(process.argv.slice(2)));
