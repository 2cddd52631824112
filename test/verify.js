"use strict";
/**
 * `npm run verify`: everything that must hold before a change lands. CI calls this and nothing else. Its last line counts the checks
 * and the tests: `N passed, N failed`.
 */
const { spawnSync } = require("node:child_process");
const { close, runTests } = require("./run.js");

const checks = [
  ["format", "npx", ["prettier", "--check", "--log-level", "warn", "."]],
  ["lint", "npx", ["eslint", "."]],
  ["import direction", "npx", ["depcruise", "--config", ".dependency-cruiser.js", "--output-type", "err", "."]],
  ["types", "npx", ["tsc", "--project", "."]],
  ["generated files", "npm", ["run", "--silent", "generate", "--", "--check"]],
];

function holds([name, command, commandArguments]) {
  const started = performance.now();
  const { status } = spawnSync(command, commandArguments, { stdio: "inherit" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`verify: ${name} ${status === 0 ? "ok" : "FAILED"}, ${seconds} s\n`);
  return status === 0;
}

const failed = checks.filter((check) => !holds(check)).map(([name]) => name);
if (failed.length > 0) {
  process.stdout.write(`verify: failed: ${failed.join(", ")}. npm run fix mends format and generated files.\n`);
}
const tests = runTests([]);
close({ passed: checks.length - failed.length + tests.passed, failed: failed.length + tests.failed });
