import { mkdir } from "node:fs/promises";
import { Refusal } from "../problem/problem";
import { clearScratch, compile, download, prepareBuild, type Build } from "./build";
import { isCached, writing } from "./cache";
import { findGo, goNeededBy, noGo } from "./go";
import { lockBuilds } from "./lock";
import { startClock } from "./build-clock";
import type { Part } from "./part";
import type { Progress } from "./progress";

export interface BuildOptions {
  readonly folder: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Builds the parts that are not in the cache, in the order given, and returns when all are. One process of this user builds at a
 * time; the others wait and use what it made. While one part is compiled, the next ones' modules are already fetched.
 * @throws Refusal without Go, network or disk; the signal's reason when aborted, with nothing left behind
 */
export async function buildParts(parts: readonly Part<string>[], options: BuildOptions): Promise<void> {
  const { folder, progress, environment } = options;
  await requireGo(parts, environment);
  const remaining = async () => {
    const cached = await Promise.all(parts.map((part) => isCached(part, folder)));
    return parts.filter((_, index) => cached[index] !== true);
  };
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const release = await lockBuilds(
    folder,
    async () => (await remaining()).length === 0,
    (holder) => progress({ kind: "waiting", holder }, 0),
    options.signal,
  );
  if (release === undefined) return;
  try {
    await clearScratch(folder);
    await buildInTurn(await remaining(), options);
  } finally {
    await clearScratch(folder);
    await release();
  }
}

async function requireGo(parts: readonly Part<string>[], environment: NodeJS.ProcessEnv): Promise<void> {
  const needed = await goNeededBy(parts);
  const go = await findGo(environment, needed);
  if (go.kind !== "usable") throw new Refusal([noGo(go, needed, parts)]);
}

async function buildInTurn(parts: readonly Part<string>[], options: BuildOptions): Promise<void> {
  // The first failure ends the other work of this run as well: a download must not go on behind a refusal.
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  const builds: Build[] = [];
  for (const part of parts) {
    if (part.source.kind === "go") builds.push(await prepareBuild(part, part.source, options));
  }
  const clock = startClock(builds, options.progress);
  const downloads = downloadInTurn(builds, signal);
  try {
    for (const [index, build] of builds.entries()) {
      await clock.during("downloading", build, downloads[index] ?? Promise.resolve());
      await clock.during("building", build, compile(build, signal));
    }
  } catch (error) {
    failure.abort(error);
    throw error;
  } finally {
    await Promise.allSettled(downloads);
  }
}

/** Starts all downloads, one after another, behind whatever is being compiled. Each promise is that of one build. */
function downloadInTurn(builds: readonly Build[], signal: AbortSignal): Promise<void>[] {
  let before = Promise.resolve();
  return builds.map((build) => {
    before = before.then(() => download(build, signal));
    // Whoever waits for this build meets the failure; until then nobody does.
    before.catch(() => undefined);
    return before;
  });
}
