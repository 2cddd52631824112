import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { buildFailure } from "./build-failure";
import { cachedPath, writing } from "./cache";
import type { GoSource, Part } from "./part";
import { isRunning, runInGroup } from "./process-group";

/** One part's build: the same folders and log for its download and its compilation. */
export interface Build {
  readonly part: Part<string>;
  readonly source: GoSource;
  /** The user's; what must not vary is set over it. */
  readonly environment: NodeJS.ProcessEnv;
  /** The output of its last build, whole. */
  readonly log: string;
  readonly scratch: string;
  readonly target: string;
}

/** The user's own flags and workspace would change what is built; their module cache, build cache and proxy stay in force. */
const fixedSettings = { CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" };

/** Folders for building `part` in the cache `folder`, empty. */
export async function prepareBuild(
  part: Part<string>,
  source: GoSource,
  { folder, environment }: { readonly folder: string; readonly environment: NodeJS.ProcessEnv },
): Promise<Build> {
  const build: Build = {
    part,
    source,
    environment,
    log: path.join(folder, "logs", `${part.name}-${part.version}.log`),
    scratch: path.join(scratchFolder(folder), part.name),
    target: await cachedPath(part, folder),
  };
  await writing(folder, async () => {
    await mkdir(build.scratch, { recursive: true });
    await mkdir(path.dirname(build.log), { recursive: true });
    await (await open(build.log, "w", 0o600)).close();
  });
  return build;
}

/** Fetches the modules that the part needs, and no others; `go` checks each against go.sum. */
export async function download(build: Build, signal: AbortSignal): Promise<void> {
  const code = await go(build, listing(build.source), signal);
  if (code !== 0) throw await buildFailure(build, "be downloaded");
}

/** How many modules the download has fetched so far. */
export function modulesFetched(build: Build): number {
  return readFileSync(build.log, "utf8").match(/^go: downloading/gm)?.length ?? 0;
}

/** Whether everything that a build reads is already on the machine. */
export async function modulesArePresent(source: GoSource, environment: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await promisify(execFile)("go", listing(source), {
      cwd: source.folder,
      env: { ...environment, ...fixedSettings, GOPROXY: "off" },
      maxBuffer: 16 * 1024 * 1024,
    });
    return true;
  } catch {
    // With the proxy off, `go` fails at the first module that it would have to fetch.
    return false;
  }
}

/** Compiles into a scratch folder and moves the finished binary to its place. */
export async function compile(build: Build, signal: AbortSignal): Promise<void> {
  const { source, part, scratch, target } = build;
  const finished = path.join(scratch, part.file);
  const arguments_ = ["build", "-trimpath", "-buildvcs=false", "-ldflags", source.linkerFlags];
  const code = await go(build, [...arguments_, ...tags(source), "-o", finished, source.package], signal);
  if (code !== 0) throw await buildFailure(build, "compile");
  await mkdir(path.dirname(target), { recursive: true });
  await rename(finished, target);
  await rm(scratch, { recursive: true, force: true });
}

/** Removes what is left of this process's builds, and of those whose process is gone. */
export async function clearScratch(folder: string): Promise<void> {
  const all = path.join(folder, "building");
  await rm(scratchFolder(folder), { recursive: true, force: true });
  for (const name of existsSync(all) ? await readdir(all) : []) {
    if (!isRunning(Number(name))) await rm(path.join(all, name), { recursive: true, force: true });
  }
}

function scratchFolder(folder: string): string {
  return path.join(folder, "building", `${process.pid}`);
}

function go(build: Build, arguments_: readonly string[], signal: AbortSignal): Promise<number> {
  return runInGroup({
    command: "go",
    arguments: arguments_,
    folder: build.source.folder,
    environment: { ...build.environment, ...fixedSettings, GOTMPDIR: build.scratch },
    log: build.log,
    scratch: build.scratch,
    signal,
  });
}

/** Listing the packages makes `go` fetch exactly what a build reads; `go mod download` would fetch the tests' modules as well. */
function listing(source: GoSource): string[] {
  return ["list", "-deps", ...tags(source), "-f", "{{with .Error}}{{.}}{{end}}", source.package];
}

function tags(source: GoSource): string[] {
  return source.tags === undefined ? [] : ["-tags", source.tags.join(",")];
}
