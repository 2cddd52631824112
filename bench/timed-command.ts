import { spawn, type ChildProcess } from "node:child_process";
import { codeOf } from "../toolchain/embedded/system-error";

/** A command as a person would type it. */
export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface Timed {
  /** Seconds until the command ended. */
  readonly seconds: number;
  /** Seconds until it wrote anything, on either output; `seconds` if it wrote nothing. */
  readonly firstOutput: number;
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How long an interrupted command may take to end what it is doing, in milliseconds, before it is killed. */
const patience = 20_000;

/**
 * Runs a command in a process group of its own and times it. On Ctrl-C the whole group gets it, as at a terminal.
 * @throws the signal's reason, once the group is gone, when `signal` is aborted
 */
export async function runTimed(command: Command, signal: AbortSignal): Promise<Timed> {
  signal.throwIfAborted();
  const started = performance.now();
  const child = spawn(command.program, command.arguments, {
    cwd: command.folder,
    env: command.environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = gather(child, started);
  let kill: NodeJS.Timeout | undefined;
  const interrupt = () => {
    signalGroup(child, "SIGINT");
    kill = setTimeout(() => signalGroup(child, "SIGKILL"), patience);
  };
  signal.addEventListener("abort", interrupt, { once: true });
  try {
    const { code, seconds } = await ended(child, started);
    signal.throwIfAborted();
    return { seconds, firstOutput: output.firstAt ?? seconds, code, out: output.out, err: output.err };
  } finally {
    signal.removeEventListener("abort", interrupt);
    clearTimeout(kill);
  }
}

function gather(child: ChildProcess, started: number) {
  const output: { out: string; err: string; firstAt: number | undefined } = { out: "", err: "", firstAt: undefined };
  for (const [stream, name] of [
    [child.stdout, "out"],
    [child.stderr, "err"],
  ] as const) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      output.firstAt ??= secondsSince(started);
      output[name] += chunk;
    });
  }
  return output;
}

/**
 * Timed at the process's own end, when a person has the prompt back. Whatever it has left behind in its group ends with it; with
 * that, its outputs are complete.
 */
function ended(child: ChildProcess, started: number): Promise<{ code: number | null; seconds: number }> {
  return new Promise((resolve, reject) => {
    let seconds = 0;
    child.once("error", reject);
    child.once("exit", () => {
      seconds = secondsSince(started);
      signalGroup(child, "SIGKILL");
    });
    child.once("close", (code) => resolve({ code, seconds }));
  });
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (codeOf(error) !== "ESRCH") throw error;
  }
}
