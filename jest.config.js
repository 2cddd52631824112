"use strict";

/** @type {import("jest").Config} */
module.exports = {
  rootDir: __dirname,
  // The end-to-end tests wait for other programs most of the time.
  maxWorkers: "100%",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  setupFiles: ["<rootDir>/test/fast-check.js"],
  transform: { "\\.ts$": "<rootDir>/test/transform.js" },
  moduleFileExtensions: ["ts", "js", "json", "node"],
  modulePathIgnorePatterns: ["<rootDir>/.strongroom"],
  watchPathIgnorePatterns: ["<rootDir>/.strongroom"],
};
