"use strict";
/** The house's one-way imports (docs/architecture.md). Each row: a folder, and the folders of ours that it may import. */
const mayImport = {
  problem: [],
  hcl: ["problem"],
  access: ["hcl", "problem"],
  model: ["hcl", "problem"],
  modules: ["access", "model", "problem"],
  stacks: ["modules", "problem"],
  "policy-pack": ["access", "model", "hcl", "problem"],
  plan: ["policy-pack", "access", "model", "problem"],
  report: ["plan", "policy-pack", "access", "model", "problem"],
  live: ["access", "model", "problem"],
  toolchain: ["problem"],
  cli: ["plan", "report", "live", "toolchain", "stacks", "modules", "policy-pack", "access", "model", "hcl", "problem"],
  generate: ["report", "stacks", "modules", "policy-pack", "access", "model", "hcl", "problem"],
};

const houseFolders = Object.keys(mayImport);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "not-to-unresolvable",
      severity: "error",
      // ESLint's configuration imports a package that is resolved by an export map only, and so is ours from the example.
      from: { pathNot: "^eslint\\.config\\.js$|^examples/company-pack/pack\\.js$" },
      to: { couldNotResolve: true },
    },
    {
      name: "product-never-imports-tests",
      severity: "error",
      from: { pathNot: "^(test|bench)/" },
      to: { path: "^(test|bench)/" },
    },
    ...houseFolders.map((folder) => ({
      name: `${folder}-imports-one-way`,
      severity: "error",
      from: { path: `^${folder}/` },
      to: {
        path: `^(${houseFolders.join("|")})/`,
        pathNot: `^(${[folder, ...mayImport[folder]].join("|")})/`,
      },
    })),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.strongroom|node_modules)/" },
    tsConfig: { fileName: "tsconfig.json" },
  },
};
