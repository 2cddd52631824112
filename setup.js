"use strict";
/**
 * Installs the pinned npm packages where they are missing or not those of package-lock.json. Uses nothing but Node, because it runs
 * first on a fresh clone (`npm test`, `npm run demo`, `npm run verify`). When all is in place it takes a few milliseconds.
 */
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const path = require("node:path");

const marker = path.join(__dirname, "node_modules", ".strongroom-installed");

function wanted() {
  return createHash("sha256")
    .update(readFileSync(path.join(__dirname, "package-lock.json")))
    .digest("hex");
}

function installed() {
  return existsSync(marker) ? readFileSync(marker, "utf8") : undefined;
}

function install() {
  process.stderr.write("Installing the npm packages of package-lock.json (npm ci) ...\n");
  // Standard output stays the command's own, for `--json`.
  const { status, error } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: __dirname,
    stdio: ["ignore", 2, 2],
  });
  if (error !== undefined || status !== 0) {
    process.stderr.write(
      `npm ci did not succeed${error === undefined ? "" : ` (${error.message})`}. Nothing else was run. ` +
        "It needs the npm registry and about 400 MB; run it again when both are there.\n",
    );
    process.exit(1);
  }
  writeFileSync(`${marker}.new`, wanted());
  renameSync(`${marker}.new`, marker);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Strongroom needs Node 20.19 or newer, found ${process.versions.node}. Install it and run this again.\n`,
  );
  process.exit(1);
}
if (installed() !== wanted()) install();
