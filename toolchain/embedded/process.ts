import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { codeOf } from "./system-error";

const run = promisify(execFile);

/**
 * What tells one process from every other that ever had, or will have, its number on this machine: when it started, and in which
 * boot of the machine. `undefined` where no such process lives (one that ended and is not yet collected does not live).
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  return process.platform === "linux" ? linuxIdentity(pid) : portableIdentity(pid);
}

async function linuxIdentity(pid: number): Promise<string | undefined> {
  const stat = await readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // Fields are counted after the command's name, which is in brackets and may itself hold spaces and brackets (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startTime] = [fields[0], fields[19]];
  if (state === undefined || startTime === undefined || state === "Z" || state === "X") return undefined;
  const boot = (await readIfThere("/proc/sys/kernel/random/boot_id"))?.trim() ?? "";
  return `${boot}:${startTime}`;
}

async function portableIdentity(pid: number): Promise<string | undefined> {
  const line = await ps(["-o", "stat=,lstart=", "-p", String(pid)]);
  return line === undefined || line.startsWith("Z") ? undefined : line.replace(/^\S+\s+/, "");
}

/** The processes whose command line has these words one after the other. */
export async function processesWithWords(words: readonly string[]): Promise<readonly number[]> {
  if (process.platform !== "linux") {
    const table = (await ps(["-axo", "pid=,command="])) ?? "";
    const phrase = ` ${words.join(" ")}`;
    return table.split("\n").flatMap((line) => (line.includes(phrase) ? [Number.parseInt(line, 10)] : []));
  }
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const lines = await Promise.all(pids.map(async (pid) => [pid, await readIfThere(`/proc/${pid}/cmdline`)] as const));
  const phrase = `\0${words.join("\0")}\0`;
  return lines.flatMap(([pid, line]) => (line?.includes(phrase) === true ? [pid] : []));
}

export interface KnownProcess {
  readonly pid: number;
  readonly identity: string;
}

export async function isAlive(known: KnownProcess): Promise<boolean> {
  return (await processIdentity(known.pid)) === known.identity;
}

/**
 * Ends exactly this process: asks it to, waits, and kills it if it will not go. One that took over its number is never touched.
 * @param patience how long it may take to end by itself, in milliseconds
 * @returns how it ended.
 */
export async function endProcess(known: KnownProcess, patience: number): Promise<"gone" | "ended" | "killed"> {
  if (!(await signalIfAlive(known, "SIGTERM"))) return "gone";
  if (await endsWithin(known, patience)) return "ended";
  await signalIfAlive(known, "SIGKILL");
  if (await endsWithin(known, 10_000)) return "killed";
  throw new Error(`process ${known.pid} lives on after SIGKILL`);
}

/** @returns whether it was alive to be signalled. */
export async function signalIfAlive(known: KnownProcess, signal: NodeJS.Signals): Promise<boolean> {
  if (!(await isAlive(known))) return false;
  try {
    process.kill(known.pid, signal);
    return true;
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false;
    throw error;
  }
}

async function endsWithin(known: KnownProcess, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (await isAlive(known)) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    // A process that ends while it is looked at answers with ESRCH.
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ESRCH") return undefined;
    throw error;
  }
}

/** @returns `undefined` where ps found nothing. */
async function ps(parameters: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run("ps", parameters, {
      env: { ...process.env, LC_ALL: "C" },
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout.trim() === "" ? undefined : stdout.trim();
  } catch (error) {
    // ps ends with 1, and says nothing, where no process matches.
    if (codeOf(error) === 1) return undefined;
    throw error;
  }
}
