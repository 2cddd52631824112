"use strict";

/** @type {import("jest").Config} */
module.exports = {
  rootDir: __dirname,
  // The end-to-end tests wait for other programs most of the time.
  maxWorkers: "100%",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  setupFiles: ["<rootDir>/test/fast-check.js"],
  transform: { "\\.ts$": "<rootDir>/test/transform.js" },
  // The package's own doors, which Node finds by its name; Jest would take the name for this folder's.
  moduleNameMapper: {
    "^strongroom/policy-pack$": "<rootDir>/policy-pack/public.ts",
    "^strongroom/testing$": "<rootDir>/policy-pack/testing/index.ts",
  },
  moduleFileExtensions: ["ts", "js", "json", "node"],
  modulePathIgnorePatterns: ["<rootDir>/.strongroom"],
  watchPathIgnorePatterns: ["<rootDir>/.strongroom"],
};
