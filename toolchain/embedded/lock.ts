import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { Refusal } from "../../problem/problem";
import type { EmbeddedFolder } from "./folder";
import { codeOf, reasonOf } from "./system-error";

/** A holder that was killed stops touching its lock; after this long, in milliseconds, it counts as gone. */
const stale = 3_000;

export interface LockWait {
  readonly signal: AbortSignal;
  /** Told once, where somebody else holds the lock. */
  readonly onWait: () => void;
  /** Milliseconds; if not given, as long as the holder lives. */
  readonly patience?: number;
}

/**
 * Does `work` while no other Strongroom command starts, stops or resets this embedded Vault. Waits for one that does; a lock left
 * behind by one that was killed is taken over. The signal that `work` gets is aborted on Ctrl-C, and where the lock is lost (a
 * laptop that slept, a lock removed by hand).
 */
export async function withLock<Result>(
  folder: EmbeddedFolder,
  wait: LockWait,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  await makeParent(folder);
  const lost = new AbortController();
  const release = await acquire(folder, wait, lost);
  try {
    return await work(AbortSignal.any([wait.signal, lost.signal]));
  } finally {
    // A lost lock is somebody else's by now.
    if (!lost.signal.aborted) await release();
  }
}

async function makeParent(folder: EmbeddedFolder): Promise<void> {
  try {
    await mkdir(path.dirname(folder.lock), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw lockProblem(folder, "be a lock that Strongroom can take", error);
  }
}

async function acquire(folder: EmbeddedFolder, wait: LockWait, lost: AbortController): Promise<() => Promise<void>> {
  const patience = wait.patience ?? Infinity;
  const deadline = Date.now() + patience;
  for (let told = false; ; told = true) {
    wait.signal.throwIfAborted();
    const release = await tryLock(folder, lost);
    if (release !== undefined) return release;
    if (Date.now() > deadline) throw heldTooLong(folder, patience / 1000);
    if (!told) wait.onWait();
    await sleep(100, undefined, { signal: wait.signal });
  }
}

async function tryLock(folder: EmbeddedFolder, lost: AbortController): Promise<(() => Promise<void>) | undefined> {
  try {
    // The lock is a folder that is made or is not, atomically, and whose time of change says that its holder lives.
    return await lock(folder.root, {
      lockfilePath: folder.lock,
      realpath: false,
      stale,
      update: stale / 3,
      onCompromised: (error) => lost.abort(lockProblem(folder, "stay ours until this command has ended", error)),
    });
  } catch (error) {
    if (codeOf(error) === "ELOCKED") return undefined;
    if (codeOf(error) === undefined) throw error;
    throw lockProblem(folder, "be a lock that Strongroom can take", error);
  }
}

function lockProblem(folder: EmbeddedFolder, must: string, error: unknown): Refusal {
  const fix = `see that no other Strongroom command runs and that ${path.dirname(folder.lock)} belongs to you, then remove ${folder.lock}`;
  return new Refusal([{ subject: folder.lock, must, found: reasonOf(error), fix }], { cause: error });
}

function heldTooLong(folder: EmbeddedFolder, seconds: number): Refusal {
  return new Refusal([
    {
      subject: "embedded Vault",
      must: "be free for this command",
      found: `another Strongroom command at work on it for more than ${seconds} s`,
      fix: `wait for it or end it; if there is none, remove ${folder.lock}`,
    },
  ]);
}
