"use strict";
/** `npm run verify`: everything that must hold before a change lands. CI calls this and nothing else. */
const { spawnSync } = require("node:child_process");

const steps = [
  ["format", "npx", ["prettier", "--check", "--log-level", "warn", "."]],
  ["lint", "npx", ["eslint", "."]],
  ["import direction", "npx", ["depcruise", "--config", ".dependency-cruiser.js", "--output-type", "err", "."]],
  ["types", "npx", ["tsc", "--project", "."]],
  ["generated files", "npm", ["run", "--silent", "generate", "--", "--check"]],
  ["tests", process.execPath, ["test/run.js"]],
];

const failed = [];
for (const [name, command, commandArguments] of steps) {
  const started = performance.now();
  process.stdout.write(`verify: ${name}\n`);
  const { status } = spawnSync(command, commandArguments, { stdio: "inherit" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`verify: ${name} ${status === 0 ? "ok" : "FAILED"}, ${seconds} s\n\n`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  process.stdout.write(`verify: failed: ${failed.join(", ")}. npm run fix mends format and generated files.\n`);
  process.exitCode = 1;
}
