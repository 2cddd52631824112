import { execFile, spawn } from "node:child_process";
import { chmod, mkdir, open, readFile, rename } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { promisify } from "node:util";
import { Refusal, type Problem } from "../../problem/problem";
import type { ServerConfiguration } from "./configuration";
import { writeDurably } from "./durable-file";
import type { EmbeddedFolder } from "./folder";
import { isPortFree, whoListens } from "./port";
import { endProcess, isAlive, processIdentity } from "./process";
import { configurationArgument, forgetServer, recordServer, type RunningServer } from "./running-server";
import { codeOf, reasonOf } from "./system-error";

const run = promisify(execFile);

/** @returns `1.21.0` @throws Refusal where the file is not a Vault that runs here */
export async function vaultVersion(binary: string): Promise<string> {
  let found: string;
  try {
    found = (await run(binary, ["version"], { env: serverEnvironment(), timeout: 30_000 })).stdout.trim();
  } catch (error) {
    found = reasonOf(error);
  }
  const version = /^Vault v(\d+\.\d+\.\d+\S*?),?(?:\s|$)/.exec(found)?.[1];
  if (version !== undefined) return version;
  throw new Refusal([
    { subject: binary, must: "be a Vault that runs on this machine", found, fix: "run strongroom doctor" },
  ]);
}

/**
 * Starts the server in a session of its own, so that it outlives this command, and waits until it answers over TLS with the
 * certificate of this folder. Where that does not come about, or `signal` is aborted, the process is ended again.
 *
 * The caller holds the folder's lock, and has seen that no server runs.
 */
export async function startServer(
  folder: EmbeddedFolder,
  configuration: ServerConfiguration,
  binary: string,
  signal: AbortSignal,
): Promise<RunningServer> {
  await refuseTakenPorts(configuration);
  for (const place of [configuration.storage, folder.audit]) await mkdir(place, { recursive: true, mode: 0o700 });
  await writeDurably(folder.configurationFile, configuration.text);
  signal.throwIfAborted();
  const { pid, exit } = await spawnServer(folder, binary);
  const identity = await processIdentity(pid);
  if (identity === undefined) throw await failedToStart(folder, configuration, await exit);
  const server = {
    pid,
    identity,
    address: configuration.address,
    startedAt: new Date().toISOString(),
  };
  try {
    await recordServer(folder, server);
    await untilAnswering(folder, configuration, server, exit, signal);
    return server;
  } catch (error) {
    await endProcess(server, 5_000);
    await forgetServer(folder);
    throw error;
  }
}

async function refuseTakenPorts({ host, port, clusterPort }: ServerConfiguration): Promise<void> {
  const problems: Problem[] = [];
  for (const [setting, number] of [
    ["api_addr", port],
    ["cluster_addr", clusterPort],
  ] as const) {
    if (await isPortFree(host, number)) continue;
    const taker = await whoListens(number);
    problems.push({
      subject: `port ${number} of ${host}`,
      must: "be free for the embedded Vault",
      found: `it in use by ${taker ?? "another process, which this machine does not let us name"}`,
      fix: `end that process, or change the port in the environment's server settings (listener and ${setting})`,
    });
  }
  const [first, ...others] = problems;
  if (first !== undefined) throw new Refusal([first, ...others]);
}

/** @returns the process, and how it ends if it does while this command lives. */
async function spawnServer(folder: EmbeddedFolder, binary: string): Promise<{ pid: number; exit: Promise<string> }> {
  await keepPreviousLog(folder);
  const log = await open(folder.log, "a", 0o600);
  try {
    // The shell sets what Node cannot set for a child, and becomes the server: no core dumps, which would hold the unsealed keys
    // ("Production Hardening"), and files that only their owner reads.
    const script = 'ulimit -c 0; umask 077; exec "$0" "$@"';
    const child = spawn("/bin/sh", ["-c", script, binary, "server", configurationArgument(folder)], {
      cwd: folder.project,
      detached: true,
      env: serverEnvironment(),
      stdio: ["ignore", log.fd, log.fd],
    });
    const exit = new Promise<string>((resolve) => {
      child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code ?? "unknown"}` : signal));
      child.once("error", (error) => resolve(error.message));
    });
    child.unref();
    if (child.pid === undefined) throw new Refusal([{ subject: binary, must: "start", found: await exit }]);
    return { pid: child.pid, exit };
  } finally {
    await log.close();
  }
}

/** Nothing of the user's environment but what a program needs: VAULT_* would override the declared configuration. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const names = ["PATH", "HOME", "TMPDIR", "LANG", "TZ"];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

async function keepPreviousLog(folder: EmbeddedFolder): Promise<void> {
  try {
    await rename(folder.log, folder.previousLog);
    await chmod(folder.previousLog, 0o600);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

const startPatience = 60_000;

async function untilAnswering(
  folder: EmbeddedFolder,
  configuration: ServerConfiguration,
  server: RunningServer,
  exit: Promise<string>,
  signal: AbortSignal,
): Promise<void> {
  const ca = await readFile(folder.caFile, "utf8");
  const deadline = Date.now() + startPatience;
  while (!(await answersOverTls(configuration, ca))) {
    signal.throwIfAborted();
    if (!(await isAlive(server))) throw await failedToStart(folder, configuration, await exit);
    if (Date.now() > deadline)
      throw await failedToStart(folder, configuration, `no answer after ${startPatience / 1000} s`);
    await sleep(50, undefined, { signal });
  }
}

async function answersOverTls({ host, port }: ServerConfiguration, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, ca, timeout: 2_000 });
    const answer = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.once("secureConnect", answer(true));
    socket.once("error", answer(false));
    socket.once("timeout", answer(false));
  });
}

async function failedToStart(
  folder: EmbeddedFolder,
  configuration: ServerConfiguration,
  how: string,
): Promise<Refusal> {
  const log = await readFile(folder.log, "utf8").catch(() => "");
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  const complaints = lines.filter((line) => /\[ERROR\]|\[WARN\]|^Error|panic:|^\s*\* /.test(line));
  const locked = /bolt file: timeout/.test(log);
  return new Refusal([
    {
      subject: `vault server for ${configuration.address}`,
      must: "start and answer",
      found: [how, ...(complaints.length > 0 ? complaints : lines).slice(-5)].join("\n  "),
      fix: locked
        ? `another Vault has ${configuration.storage} open: end it`
        : `read ${folder.log}, and see that the disk has room; if the data is damaged, strongroom dev reset --yes begins anew`,
    },
  ]);
}
