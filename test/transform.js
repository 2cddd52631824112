"use strict";
/** Jest's transformer: the loader that runs the product also runs its tests. */
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { transpile } = require("../typescript.js");

const loader = readFileSync(require.resolve("../typescript.js"));

module.exports = {
  process: (source, fileName) => transpile(source, fileName, "inline"),
  getCacheKey: (source, fileName) => createHash("sha256").update(loader).update(fileName).update(source).digest("hex"),
};
