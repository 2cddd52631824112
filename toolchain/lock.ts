import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lockfile from "proper-lockfile";
import { writeWhole } from "./write-whole";

/** Who builds at the moment. */
export interface Holder {
  readonly pid: number;
  readonly since: Date;
}

/**
 * Takes the build lock of the cache `folder`, one for the machine's user: two builds at once would only share the same processors.
 * While another process has it, `onWait` is told for whom, and `isEnough` is asked whether that one has already made what we want.
 * @returns how to release it, or undefined when `isEnough` said yes first
 */
export async function lockBuilds(
  folder: string,
  isEnough: () => Promise<boolean>,
  onWait: (holder: Holder | undefined) => void,
  signal: AbortSignal,
): Promise<(() => Promise<void>) | undefined> {
  const file = path.join(folder, "build");
  for (;;) {
    signal.throwIfAborted();
    const release = await tryLock(file);
    if (release !== undefined) {
      await writeWhole(`${file}.holder`, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
      return release;
    }
    if (await isEnough()) return undefined;
    onWait(await readHolder(`${file}.holder`));
    await sleep(500);
  }
}

async function tryLock(file: string): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lockfile.lock(file, {
      realpath: false,
      // A killed holder's lock is taken over after this long.
      stale: 6_000,
      update: 2_000,
      // A holder that was suspended for longer loses the lock to another; both then build into folders of their own in turn and
      // the same bytes are renamed into place twice.
      onCompromised: () => undefined,
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ELOCKED") return undefined;
    throw error;
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const holder: unknown = JSON.parse(await readFile(file, "utf8"));
    if (typeof holder !== "object" || holder === null || !("pid" in holder) || !("since" in holder)) return undefined;
    const { pid, since } = holder;
    return typeof pid === "number" && typeof since === "string" ? { pid, since: new Date(since) } : undefined;
  } catch {
    // The holder has not yet written its name.
    return undefined;
  }
}
