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
  const { status } = spawnSync(process.execPath, commandArguments, { cwd: root, stdio: "inherit" });
  return status ?? 1;
}

function closingLine(results) {
  const broken = results.numRuntimeErrorTestSuites;
  return `${results.numPassedTests} passed, ${results.numFailedTests + broken} failed`;
}

if (node(["typescript.js", "toolchain/main.ts"]) !== 0) process.exit(1);

const folder = mkdtempSync(path.join(tmpdir(), "strongroom-test-"));
try {
  const report = path.join(folder, "results.json");
  const status = node(["node_modules/jest/bin/jest.js", "--json", `--outputFile=${report}`, ...process.argv.slice(2)]);
  const results = JSON.parse(readFileSync(report, "utf8"));
  process.stdout.write(`\n${closingLine(results)}\n`);
  process.exitCode = results.numTotalTests === 0 ? 1 : status;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
