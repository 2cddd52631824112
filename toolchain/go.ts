import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Problem } from "../problem/problem";
import { pathFolders } from "./locate";
import type { Part } from "./part";
import { compareVersions, versionIn, type Version } from "./version";

/** The first Go that fetches a newer one by itself when a module asks for it (GOTOOLCHAIN, https://go.dev/doc/toolchain). */
const fetchesToolchains = "1.21.0";

export type Go =
  | { readonly kind: "usable"; readonly version: Version; readonly path: string; readonly fetches?: Version }
  | { readonly kind: "too old"; readonly version: Version; readonly path: string }
  | { readonly kind: "missing" };

/** What the `go` on PATH is good for, for modules that ask for at least `needed`. */
export async function findGo(environment: NodeJS.ProcessEnv, needed: Version): Promise<Go> {
  const found = await firstGo(environment);
  if (found === undefined) return { kind: "missing" };
  const { version } = found;
  if (compareVersions(version, needed) >= 0) return { kind: "usable", ...found };
  if (compareVersions(version, fetchesToolchains) < 0 || (await staysLocal(found.path, environment)))
    return { kind: "too old", ...found };
  return { kind: "usable", ...found, fetches: needed };
}

/** The newest `go` line among the go.mod files of these parts. */
export async function goNeededBy(parts: readonly Part<string>[]): Promise<Version> {
  const lines = await Promise.all(parts.flatMap(({ source }) => (source.kind === "go" ? [goLine(source.folder)] : [])));
  return lines.sort(compareVersions).at(-1) ?? "0.0.0";
}

async function goLine(folder: string): Promise<Version> {
  const version = /^go (\S+)$/m.exec(await readFile(path.join(folder, "go.mod"), "utf8"))?.[1];
  if (version === undefined) throw new Error(`${folder}/go.mod has no go line`);
  return version;
}

async function firstGo(environment: NodeJS.ProcessEnv): Promise<{ version: Version; path: string } | undefined> {
  for (const folder of pathFolders(environment)) {
    const go = path.join(folder, "go");
    if (!existsSync(go)) continue;
    const version = await goVersion(go, environment);
    if (version !== undefined) return { version, path: go };
  }
  return undefined;
}

/** Some distributions ship Go so that it never fetches another: in its own settings, where the environment does not show it. */
async function staysLocal(go: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const { stdout } = await promisify(execFile)(go, ["env", "GOTOOLCHAIN"], { env: environment, cwd: "/" });
  return stdout.trim() === "local";
}

async function goVersion(go: string, environment: NodeJS.ProcessEnv): Promise<Version | undefined> {
  try {
    const local = { ...environment, GOTOOLCHAIN: "local" };
    const { stdout } = await promisify(execFile)(go, ["version"], { env: local, cwd: "/", timeout: 10_000 });
    // A first release has two numbers: "go version go1.24 linux/amd64".
    return versionIn(stdout) ?? versionIn(`${/go(\d+\.\d+)\b/.exec(stdout)?.[1] ?? ""}.0`);
  } catch {
    // Something called go that cannot run here is none to build with.
    return undefined;
  }
}

/** That there is no Go to build the `missing` parts with, and the ways out. */
export function noGo(go: Go, needed: Version, missing: readonly Part<string>[]): Problem {
  // An official installation brings the companions of its main part.
  const official = missing.filter(({ companionOf }) => companionOf === undefined);
  const programs = official.map(({ file, version, official: url }) => `${file} ${version} (${url})`);
  return {
    subject: "go on PATH",
    must: `be ${needed} or newer to build ${missing.map((part) => part.file).join(", ")}`,
    found: go.kind === "missing" ? "none" : go.version,
    fix: `install Go from https://go.dev/dl/, or put the official ${programs.join(", ")} on PATH`,
  };
}
