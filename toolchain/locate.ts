import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Part } from "./part";
import { compareVersions, isWithin, rangeInWords, versionIn, type Version } from "./version";
import type { VersionMemory } from "./version-memory";

export interface Found {
  readonly path: string;
  readonly version: Version;
}

/** What of the user's own there is: the first that fits, and each one before it with the reason why it does not. */
export interface Location {
  readonly chosen?: Found;
  readonly passedOver: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Looks for the user's own `part`: a Pulumi plugin among the user's installed plugins first, then along PATH.
 * Anything inside `ownFolder` (our cache, when a shell carries the environment of `strongroom dev env`) is not the user's.
 */
export async function locate(
  part: Part<string>,
  environment: NodeJS.ProcessEnv,
  ownFolder: string,
  memory: VersionMemory,
): Promise<Location> {
  const passedOver: { path: string; reason: string }[] = [];
  for (const candidate of await candidates(part, environment, ownFolder)) {
    const verdict = await judge(part, candidate, memory);
    if (verdict.fits) return { chosen: { path: candidate, version: verdict.version }, passedOver };
    passedOver.push({ path: candidate, reason: verdict.reason });
  }
  return { passedOver };
}

async function candidates(part: Part<string>, environment: NodeJS.ProcessEnv, ownFolder: string): Promise<string[]> {
  const plugins = userPluginFolders(part, environment, ownFolder);
  const folders = part.versionArguments === undefined ? plugins : [...plugins, ...pathFolders(environment)];
  const found: string[] = [];
  for (const folder of new Set(folders)) {
    const file = path.join(folder, part.file);
    if (!isInside(ownFolder, file) && (await isExecutable(file))) found.push(file);
  }
  return found;
}

export function pathFolders(environment: NodeJS.ProcessEnv): string[] {
  return (environment["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
}

function userPluginFolders(part: Part<string>, environment: NodeJS.ProcessEnv, ownFolder: string): string[] {
  const name = /^pulumi-resource-(.+)$/.exec(part.file)?.[1];
  if (name === undefined) return [];
  const set = environment["PULUMI_HOME"];
  const isUsers = set !== undefined && set !== "" && !isInside(ownFolder, set);
  const home = isUsers ? set : path.join(environment["HOME"] ?? os.homedir(), ".pulumi");
  return [path.join(home, "plugins", `resource-${name}-v${part.version}`)];
}

type Verdict = { readonly fits: true; readonly version: Version } | { readonly fits: false; readonly reason: string };

async function judge(part: Part<string>, file: string, memory: VersionMemory): Promise<Verdict> {
  const { versionArguments } = part;
  const version =
    versionArguments === undefined
      ? versionIn(path.basename(path.dirname(file)))
      : await memory.versionOf(file, () => askVersion(file, versionArguments));
  if (version === undefined) return { fits: false, reason: "does not say its version" };
  if (part.unfit?.pattern.test(version) === true) return { fits: false, reason: `${version} ${part.unfit.reason}` };
  if (!isWithin(version, part.fits)) {
    return { fits: false, reason: `is ${version}; what fits is ${rangeInWords(part.fits)}` };
  }
  for (const companion of part.companions ?? []) {
    if (companion.before !== undefined && compareVersions(version, companion.before) >= 0) continue;
    // Pulumi looks beside its own real file, whatever links lead there (IsPluginBundled in sdk/go/common/workspace/plugins.go).
    const beside = path.join(path.dirname(await realpath(file)), companion.file);
    if (!(await isExecutable(beside))) return { fits: false, reason: `${version} has no ${companion.file} beside it` };
  }
  return { fits: true, version };
}

async function askVersion(file: string, versionArguments: readonly string[]): Promise<Version | undefined> {
  try {
    const { stdout } = await promisify(execFile)(file, [...versionArguments], {
      timeout: 10_000,
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return versionIn(stdout);
  } catch {
    // Whatever keeps it from answering (another machine's binary, a broken script) keeps us from using it.
    return undefined;
  }
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    // Not there, or not for us: not a candidate either way.
    return false;
  }
}

function isInside(folder: string, file: string): boolean {
  return !path.relative(folder, file).startsWith("..");
}
