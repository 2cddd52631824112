import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { Refusal } from "../problem/problem";
import { compareVersions, versionIn, type Version } from "./version";

/** The first Go that fetches a newer one by itself when a module asks for it (GOTOOLCHAIN, https://go.dev/doc/toolchain). */
const fetchesToolchains = "1.21.0";

export type Go =
  | { readonly kind: "usable"; readonly version: Version; readonly fetches?: Version }
  | { readonly kind: "too old"; readonly version: Version }
  | { readonly kind: "missing" };

/** What the `go` on PATH is good for, for modules that ask for at least `needed`. */
export async function findGo(environment: NodeJS.ProcessEnv, needed: Version): Promise<Go> {
  const version = await goVersion(environment);
  if (version === undefined) return { kind: "missing" };
  if (compareVersions(version, needed) >= 0) return { kind: "usable", version };
  const stays = environment["GOTOOLCHAIN"]?.startsWith("local") === true;
  if (stays || compareVersions(version, fetchesToolchains) < 0) return { kind: "too old", version };
  return { kind: "usable", version, fetches: needed };
}

/** The `go` line of a module folder's go.mod. */
export async function goNeededBy(folder: string): Promise<Version> {
  const version = /^go (\S+)$/m.exec(await readFile(path.join(folder, "go.mod"), "utf8"))?.[1];
  if (version === undefined) throw new Error(`${folder}/go.mod has no go line`);
  return version;
}

async function goVersion(environment: NodeJS.ProcessEnv): Promise<Version | undefined> {
  try {
    const local = { ...environment, GOTOOLCHAIN: "local" };
    const { stdout } = await promisify(execFile)("go", ["version"], { env: local, cwd: "/", timeout: 10_000 });
    // A first release has two numbers: "go version go1.24 linux/amd64".
    return versionIn(stdout) ?? versionIn(`${/go(\d+\.\d+)\b/.exec(stdout)?.[1] ?? ""}.0`);
  } catch {
    // No `go`, or one that cannot run here: either way none to build with.
    return undefined;
  }
}

/** @throws Refusal when there is no Go to build `missing` with */
export async function requireGo(
  environment: NodeJS.ProcessEnv,
  needed: Version,
  missing: readonly { readonly file: string; readonly version: Version; readonly official: string }[],
): Promise<void> {
  const go = await findGo(environment, needed);
  if (go.kind === "usable") return;
  const official = missing.map((part) => `${part.file} ${part.version} (${part.official})`).join(", ");
  throw new Refusal([
    {
      subject: "go on PATH",
      must: `be ${needed} or newer to build ${missing.map((part) => part.file).join(", ")}`,
      found: go.kind === "missing" ? "none" : go.version,
      fix: `install Go from https://go.dev/dl/, or put the official ${official} on PATH`,
    },
  ]);
}
