import { readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { isNativeError } from "node:util/types";
import { z } from "zod";
import { Refusal, type Problem } from "../problem/problem";

/** A lock of Pulumi's file backend (pkg/backend/diy/lock.go, lockContent). */
const lockContent = z.object({ pid: z.number(), username: z.string(), hostname: z.string(), timestamp: z.string() });
type Lock = z.infer<typeof lockContent>;

/**
 * Removes the locks that killed runs left on a stack. A lock is left alone, and refused, as long as its holder may live: a process of
 * this machine that runs, or any process of another one.
 *
 * @param state folder of the file backend
 * @returns the holders whose locks were removed
 */
export async function removeStaleLocks(state: string, project: string, stack: string): Promise<readonly Lock[]> {
  const folder = path.join(state, ".pulumi", "locks", "organization", project, stack);
  const locks = await Promise.all((await filesIn(folder)).map(async (file) => ({ file, lock: await readLock(file) })));
  const [held, ...others] = locks.filter(({ lock }) => mayLive(lock)).map(({ lock }) => refusal(stack, lock));
  if (held !== undefined) throw new Refusal([held, ...others], { summary: "Nothing was touched." });
  for (const { file } of locks) await rm(file, { force: true });
  return locks.map(({ lock }) => lock);
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".json")).map((name) => path.join(folder, name));
  } catch (error) {
    if (isNativeError(error) && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

async function readLock(file: string): Promise<Lock> {
  return lockContent.parse(JSON.parse(await readFile(file, "utf8")));
}

function mayLive({ pid, hostname: host }: Lock): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return isNativeError(error) && "code" in error && error.code === "EPERM";
  }
}

function refusal(stack: string, lock: Lock): Problem {
  return {
    subject: `stack "${stack}"`,
    must: "be free: only one apply at a time",
    found: `process ${lock.pid} of ${lock.username} on ${lock.hostname}, since ${lock.timestamp}`,
    fix: "wait for it; if that machine is gone, run pulumi cancel",
  };
}
