"use strict";
/**
 * Runs the repository's TypeScript without a build step: every `.ts` file is transpiled in memory when it is required, so what
 * runs is always what is written. Types are checked by `npm run verify`, not here.
 *
 * `node typescript.js FILE [ARGUMENT...]` runs FILE; `require("./typescript.js")` only installs the loader.
 */
require("./lazy-compiler.js");
const { readFileSync } = require("node:fs");
const { SourceMap } = require("node:module");
const path = require("node:path");
const { transformSync } = require("esbuild");

const sourceMaps = new Map();

/** CommonJS for one TypeScript source. Jest's transformer (test/transform.js) uses it too, so that tests run the same code. */
function transpile(source, fileName, sourcemap) {
  return transformSync(source, {
    loader: "ts",
    format: "cjs",
    platform: "node",
    target: "node20",
    // `import()` becomes a late `require`, which goes through this loader; Node's own would not.
    supported: { "dynamic-import": false },
    sourcefile: fileName,
    sourcemap,
    tsconfigRaw: { compilerOptions: { target: "ES2022" } },
  });
}

function loadTypeScript(module, fileName) {
  const { code, map } = transpileOrPointOut(readFileSync(fileName, "utf8"), fileName);
  sourceMaps.set(fileName, map);
  module._compile(code, fileName);
}

function transpileOrPointOut(source, fileName) {
  try {
    return transpile(source, fileName, "external");
  } catch (failure) {
    if (!failure.errors?.some(({ location }) => location)) throw failure;
    throw syntaxError(failure.errors);
  }
}

/** An error that says the file's places and no more: a trace would be the compiler's. */
function syntaxError(found) {
  const lines = found.map(({ location, text }) =>
    location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
  );
  const error = new SyntaxError(lines.join("\n"));
  error.stack = String(error);
  // Not enumerable: it is for the command line to recognise, and would be printed.
  return Object.defineProperty(error, "code", { value: "ERR_TYPESCRIPT_SYNTAX" });
}

/** Stack traces name the line that a person wrote. Frames outside our own files are left to V8. */
function prepareStackTrace(error, frames) {
  const lines = worthWriting(frames).map((frame) => `\n    at ${placeInSource(frame) ?? frame}`);
  return `${errorHeading(error)}${lines.join("")}`;
}

/**
 * The SDK makes errors that nobody throws. Where each promise of each resource was made (runtime/debuggable.js), it shows only when
 * asked to. The calls that led to each resource (resource.ts, `callsites`) go into the state, which a first apply writes twice for
 * each resource: those of Node and of the SDK, below the program's own, would be a third of it (docs/performance.md).
 */
function worthWriting(frames) {
  switch (frames[0]?.getFunctionName()) {
    case "debuggablePromise":
      return showsPromiseMarks ? frames : [];
    case "callsites": {
      const lastOurs = frames.findLastIndex((frame) => sourceMaps.has(frame.getFileName()));
      return lastOurs === -1 ? frames : frames.slice(0, lastOurs + 1);
    }
    default:
      return frames;
  }
}
const showsPromiseMarks = Boolean(process.env.PULUMI_DEBUG_PROMISE_LEAKS);

function errorHeading(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    // A thrown value whose `toString` itself throws: V8 prints the same words.
    return "<error>";
  }
}

function placeInSource(frame) {
  const fileName = frame.getFileName();
  let map = sourceMaps.get(fileName);
  if (map === undefined) return undefined;
  if (typeof map === "string") {
    map = new SourceMap(JSON.parse(map));
    sourceMaps.set(fileName, map);
  }
  const { originalLine, originalColumn } = map.findEntry(frame.getLineNumber() - 1, frame.getColumnNumber() - 1);
  if (originalLine === undefined) return undefined;
  const place = `${fileName}:${originalLine + 1}:${originalColumn + 1}`;
  const functionName = frame.getFunctionName();
  return functionName === null ? place : `${functionName} (${place})`;
}

// Both are set anew although Pulumi's host may have installed ts-node's a moment ago: ours replaces its type check and its
// rewriting of every stack trace.
require.extensions[".ts"] = loadTypeScript;
Error.prepareStackTrace = prepareStackTrace;

module.exports = { transpile };

if (require.main === module) {
  const [file, ...rest] = process.argv.slice(2);
  process.argv.splice(1, process.argv.length, path.resolve(file), ...rest);
  require(path.resolve(file));
}
