import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.join(__dirname, "..");

/** What a program prints that runs with the compilers put off. */
function run(program: string): unknown {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--require", path.join(root, "lazy-compiler.js"), "-e", program],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const compilersLoaded = `Object.keys(require.cache).filter((file) => /typescript.lib.typescript\\.js|arborist.lib.index/.test(file)).length`;

test("Pulumi's SDK starts without the compiler and without arborist", () => {
  expect(run(`require("@pulumi/pulumi"); console.log(${compilersLoaded})`)).toBe(0);
});

test("turning a function into text, which needs the compiler, still works", () => {
  const program = `
    const pulumi = require("@pulumi/pulumi");
    const captured = 41;
    pulumi.runtime.serializeFunction(() => captured + 1)
      .then(({ text }) => console.log(JSON.stringify([/captured: 41/.test(text), ${compilersLoaded} > 0])));`;
  expect(run(program)).toEqual([true, true]);
});

test("the compiler's version is known without loading it", () => {
  const program = `
    const { createRequire } = require("node:module");
    const sdk = createRequire(require.resolve("@pulumi/pulumi/tsutils.js"));
    const { version } = sdk("typescript");
    console.log(JSON.stringify([version === require("typescript/package.json").version, ${compilersLoaded}]));`;
  expect(run(program)).toEqual([true, 0]);
});

test("a tsconfig.json without comments is read without the compiler, one with comments with it", () => {
  const program = `
    const fs = require("node:fs");
    const { loadTypeScriptCompilerOptions } = require("@pulumi/pulumi/tsutils.js");
    const file = require("node:path").join(fs.mkdtempSync(require("node:os").tmpdir() + "/tsconfig-"), "tsconfig.json");
    const options = (text) => { fs.writeFileSync(file, text); return [loadTypeScriptCompilerOptions(file), ${compilersLoaded} > 0]; };
    console.log(JSON.stringify([
      options('{"compilerOptions":{"strict":true}}'),
      options('{/* why */ "compilerOptions":{"strict":false}}'),
    ]));
    fs.rmSync(require("node:path").dirname(file), { recursive: true });`;
  expect(run(program)).toEqual([
    [{ strict: true }, false],
    [{ strict: false }, true],
  ]);
});

test("another package's require of the compiler is left alone", () => {
  expect(run(`console.log(JSON.stringify([typeof require("typescript").transpile, ${compilersLoaded} > 0]))`)).toEqual([
    "function",
    true,
  ]);
});

test("a program in TypeScript is still compiled, and checked, by ts-node", () => {
  const program = `
    const { createRequire } = require("node:module");
    const fs = require("node:fs");
    const sdk = createRequire(require.resolve("@pulumi/pulumi/cmd/run/run.js"));
    const { tsnodeRequire, typescriptRequire } = sdk("../../tsutils").typeScriptRequireStrings();
    sdk(tsnodeRequire).register({ compiler: typescriptRequire, typeCheck: true, skipProject: true });
    const before = ${compilersLoaded};
    const folder = fs.mkdtempSync(require("node:os").tmpdir() + "/ts-node-");
    const load = (text) => { fs.writeFileSync(folder + "/a" + text.length + ".ts", text); return require(folder + "/a" + text.length + ".ts"); };
    const right = load("const n: number = 1;\\nexport = n;\\n");
    let wrong;
    try { load("const n: number = 'x';\\nexport = n;\\n"); } catch ({ name }) { wrong = name; }
    fs.rmSync(folder, { recursive: true });
    console.log(JSON.stringify([before, right, wrong]));`;
  expect(run(program)).toEqual([0, 1, "TSError"]);
}, 30_000);
