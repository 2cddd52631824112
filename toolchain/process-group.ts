import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

export interface GroupCommand {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Both outputs are appended here, whole. */
  readonly log: string;
  /** Removed when the command is ended before it is done, even by `kill -9` of this process. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly onLine?: (line: string) => void;
}

/**
 * The watcher waits for the end of a pipe that only our process holds open: when we are gone, by whatever means, the command and
 * all that it started end and its scratch folder goes. The command itself stays in the foreground of this shell, because a
 * shell lets its background jobs ignore SIGINT.
 */
const guard = `
scratch=$1; shift
(
  read -r _ <&3
  trap '' TERM
  kill -TERM 0
  sleep 1
  rm -rf -- "$scratch"
  kill -KILL 0
) 3<&3 >/dev/null 2>&1 &
watcher=$!
"$@" 3<&- </dev/null
code=$?
kill -KILL "$watcher"
exit "$code"
`;

/**
 * Runs a command in a process group of its own, which ends with this process.
 * @returns its exit code
 * @throws the signal's reason, once the group is gone, when `signal` is aborted
 */
export async function runInGroup(options: GroupCommand): Promise<number> {
  options.signal.throwIfAborted();
  const child = spawn("/bin/sh", ["-c", guard, "sh", options.scratch, options.command, ...options.arguments], {
    cwd: options.folder,
    env: options.environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const log = createWriteStream(options.log, { flags: "a", mode: 0o600 });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  if (options.onLine !== undefined && child.stderr !== null) createInterface(child.stderr).on("line", options.onLine);

  // Closing our end of the pipe is what tells the watcher; it does the rest whether we live or not.
  const tellWatcher = () => void child.stdio[3]?.destroy();
  options.signal.addEventListener("abort", tellWatcher, { once: true });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => resolve(exitCode ?? 1));
    });
    options.signal.throwIfAborted();
    return code;
  } finally {
    options.signal.removeEventListener("abort", tellWatcher);
    log.end();
    await finished(log);
  }
}
