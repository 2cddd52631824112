import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isNativeError } from "node:util/types";

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
 * @throws the signal's reason, once the whole group is gone, when `signal` is aborted
 */
export async function runInGroup(options: GroupCommand): Promise<number> {
  options.signal.throwIfAborted();
  const log = await open(options.log, "a", 0o600);
  try {
    const child = spawn("/bin/sh", ["-c", guard, "sh", options.scratch, options.command, ...options.arguments], {
      cwd: options.folder,
      env: options.environment,
      detached: true,
      stdio: ["ignore", log.fd, log.fd, "pipe"],
    });
    // Closing our end of the pipe is what tells the watcher; it does the rest whether we live or not.
    const tellWatcher = () => void child.stdio[3]?.destroy();
    options.signal.addEventListener("abort", tellWatcher, { once: true });
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (exitCode) => resolve(exitCode ?? 1));
    });
    options.signal.removeEventListener("abort", tellWatcher);
    if (options.signal.aborted && child.pid !== undefined) await groupGone(child.pid);
    options.signal.throwIfAborted();
    return code;
  } finally {
    await log.close();
  }
}

/**
 * The watcher ends the whole group by force a second after it was told. Not waited for without end: in a container whose first
 * process reaps nobody, the dead stay members of their group.
 */
async function groupGone(leader: number): Promise<void> {
  const end = Date.now() + 3_000;
  while (isRunning(-leader) && Date.now() < end) await sleep(20);
}

/** Whether a process, or with a negative id any process of a group, is there; another user's counts too. */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return isNativeError(error) && "code" in error && error.code === "EPERM";
  }
}
