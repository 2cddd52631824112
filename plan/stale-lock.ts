import { execFile } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { isNativeError } from "node:util/types";
import { z } from "zod";
import { Refusal, type Problem } from "../problem/problem";

/** A lock of Pulumi's file backend (pkg/backend/diy/lock.go, lockContent). */
const lockContent = z.object({ pid: z.number(), username: z.string(), hostname: z.string(), timestamp: z.string() });
type Lock = z.infer<typeof lockContent>;

/**
 * Removes the locks that killed runs left on a stack. A lock is left alone, and refused, as long as its holder may live: a process of
 * this machine that ran already when the lock was taken, or any process of another machine.
 *
 * @param state folder of the file backend
 * @returns the holders whose locks were removed
 */
export async function removeStaleLocks(state: string, project: string, stack: string): Promise<readonly Lock[]> {
  const locks = await locksOf(state, project, stack);
  const held = await Promise.all(locks.map(async ({ lock }) => ((await mayLive(lock)) ? [refusal(stack, lock)] : [])));
  const [first, ...others] = held.flat();
  if (first !== undefined) throw new Refusal([first, ...others], { summary: "Nothing was touched." });
  for (const { file } of locks) await rm(file, { force: true });
  return locks.map(({ lock }) => lock);
}

async function locksOf(state: string, project: string, stack: string): Promise<{ file: string; lock: Lock }[]> {
  const folder = path.join(state, ".pulumi", "locks", "organization", project, stack);
  const files = (await unlessGone(readdir(folder))) ?? [];
  const locks = await Promise.all(
    files
      .filter((name) => name.endsWith(".json"))
      .map(async (name) => {
        const file = path.join(folder, name);
        const text = await unlessGone(readFile(file, "utf8"));
        return text === undefined ? [] : [{ file, lock: lockContent.parse(JSON.parse(text)) }];
      }),
  );
  return locks.flat();
}

/** Locks come and go while they are looked at. */
async function unlessGone<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isNativeError(error) && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function mayLive({ pid, hostname: host, timestamp }: Lock): Promise<boolean> {
  if (host !== hostname()) return true;
  const age = await secondsRunning(pid);
  if (age === undefined) return false;
  // After a restart another process may have the number; it began after the lock was taken. `ps` counts whole seconds.
  const started = Date.now() / 1000 - age;
  return started <= Date.parse(timestamp) / 1000 + 2;
}

/** How long a process has run, in seconds; undefined where there is none, or only what is left of one that nobody waited for. */
async function secondsRunning(pid: number): Promise<number | undefined> {
  let listing: string;
  try {
    listing = (await promisify(execFile)("ps", ["-o", "stat=,etime=", "-p", String(pid)])).stdout.trim();
  } catch (error) {
    // `ps` ends with 1, saying nothing, when no process has the number.
    if (isNativeError(error) && "code" in error && error.code === 1) return undefined;
    throw error;
  }
  const [, status = "", days = "0", hours = "0", minutes = "0", seconds = "0"] =
    /^(\S+)\s+(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)$/.exec(listing) ?? [];
  if (status === "") throw new Error(`ps said something unexpected of process ${pid}: ${listing}`);
  return status.startsWith("Z")
    ? undefined
    : ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

function refusal(stack: string, lock: Lock): Problem {
  return {
    subject: `stack "${stack}"`,
    must: "be free: only one apply at a time",
    found: `process ${lock.pid} of ${lock.username} on ${lock.hostname}, since ${lock.timestamp}`,
    fix: "wait for it; if that machine is gone, run pulumi cancel",
  };
}
