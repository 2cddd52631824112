import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runInGroup } from "../../../toolchain/process-group";

/** Real programs that run beside a test, in a folder of their own. They end, and it goes, when the test's process does. */
export interface Companions {
  readonly folder: string;
  /** Starts a program; what it prints is kept for `ready`. */
  start(file: string, ...commandLine: string[]): void;
  /**
   * Repeats an attempt until it succeeds.
   * @throws {Error} with what the programs printed, where one of them has ended or a minute has passed
   */
  ready(what: string, attempt: () => Promise<unknown>): Promise<void>;
  /** Ends them all and removes the folder. */
  stop(): Promise<void>;
}

/** An empty folder for programs to come. */
export function companions(name: string): Companions {
  const folder = mkdtempSync(path.join(tmpdir(), `strongroom-${name}-`));
  const stopped = new AbortController();
  const logs: string[] = [];
  const running: Promise<void>[] = [];
  const endings: string[] = [];

  const start = (file: string, ...commandLine: string[]) => {
    const log = path.join(folder, `${path.basename(file)}.log`);
    logs.push(log);
    const run = runInGroup({
      command: file,
      arguments: commandLine,
      folder,
      environment: { PATH: process.env["PATH"], HOME: folder },
      log,
      scratch: folder,
      signal: stopped.signal,
    });
    const ended = (how: string) => {
      if (!stopped.signal.aborted) endings.push(`${path.basename(file)} ${how}`);
    };
    running.push(
      run.then(
        (code) => ended(`ended with ${code}`),
        (error: unknown) => ended(String(error)),
      ),
    );
  };

  const failure = (what: string, why: unknown) => {
    const printed = logs.map((log) => `${path.basename(log)}:\n${readFileSync(log, "utf8").slice(-4_000)}`);
    return new Error([`${what}: ${endings.join(", ") || "not within a minute"}`, String(why), ...printed].join("\n"));
  };

  const ready = async (what: string, attempt: () => Promise<unknown>) => {
    const end = Date.now() + 60_000;
    for (;;) {
      try {
        await attempt();
        return;
      } catch (error) {
        if (endings.length > 0 || Date.now() > end) throw failure(what, error);
        await sleep(100);
      }
    }
  };

  const stop = async () => {
    stopped.abort();
    await Promise.all(running);
    rmSync(folder, { recursive: true, force: true });
  };

  return { folder, start, ready, stop };
}
