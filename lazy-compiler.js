"use strict";
/**
 * Puts off what Pulumi's SDK loads at every start and hardly a program asks for: the TypeScript compiler and npm's `arborist` (which
 * it needs to turn functions into text), and ts-node. They are some sixty per cent of the SDK's loading time (docs/performance.md). Whoever
 * does ask gets the real thing, a moment later; nothing else changes.
 *
 * typescript.js loads this for our own processes; plan/stack.ts hands it to those that the engine starts.
 */
const Module = require("node:module");
const path = require("node:path");

const load = Module._load;
const inSdk = /[\\/]node_modules[\\/]@pulumi[\\/]pulumi[\\/]/;

/** What stands in for a module, by how the SDK's own files ask for it (runtime/closure/, tsutils.js, cmd/run*). */
const standIns = [
  [/^@npmcli\/arborist$/, putOff],
  [/(^|[\\/])typescript(-shim|\.js)?$/, compiler],
  [/(^|[\\/])ts-node(@[\d.]+)?$/, tsNode],
];

Module._load = function (request, parent, isMain) {
  const real = () => load.call(this, request, parent, isMain);
  if (!inSdk.test(parent?.filename ?? "")) return real();
  const [, standIn] = standIns.find(([pattern]) => pattern.test(request)) ?? [];
  if (standIn === undefined) return real();
  // The SDK tries one compiler after the other: one that is not there has to fail now.
  const file = Module._resolveFilename(request, parent, isMain);
  return require.cache[file]?.exports ?? standIn(once(real), file);
};

/** Known things at once, anything else from the real module. `__esModule` keeps the SDK from copying all of it (`__importStar`). */
function putOff(real, _file, known = {}) {
  return new Proxy(Object.defineProperty(known, "__esModule", { value: true }), {
    get: (target, name) => (name in target ? target[name] : name === "default" ? real() : real()[name]),
  });
}

function compiler(real, file) {
  return putOff(real, file, {
    // The SDK asks which module settings this compiler knows.
    get version() {
      return manifestVersion(file) ?? real().version;
    },
    // tsconfig.json is JSON with comments; one without any needs no compiler.
    parseConfigFileTextToJson: (name, text) => {
      try {
        return { config: JSON.parse(text) };
      } catch {
        return real().parseConfigFileTextToJson(name, text);
      }
    },
  });
}

function manifestVersion(file) {
  try {
    return require(path.join(path.dirname(file), "..", "package.json")).version;
  } catch {
    // The compiler that the SDK brings along has none; it then says its version itself.
    return undefined;
  }
}

/** Registers at the first TypeScript file that reaches ts-node; with a loader of the program's own, none does. */
function tsNode(real, file) {
  const register = (options) => {
    for (const extension of [".ts", ".tsx"]) {
      require.extensions[extension] = (module, fileName) => {
        delete require.extensions[".ts"];
        delete require.extensions[".tsx"];
        real().register(options);
        require.extensions[extension](module, fileName);
      };
    }
  };
  return putOff(real, file, { register });
}

function once(make) {
  let made;
  return () => (made ??= make());
}
