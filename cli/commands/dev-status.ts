import { auditDevices } from "../../live/audit-device";
import { openVault, type VaultClient } from "../../live/client";
import { isVaultAnswer } from "../../live/refusal";
import { health } from "../../live/seal";
import { asLogin, loginUserpass } from "../../live/token";
import { exitCodes, Refusal, sentence, type ExitCode, type Problem } from "../../problem/problem";
import { embeddedCredentials, type LoginFile } from "../../toolchain/embedded/credentials";
import type { EmbeddedFolder } from "../../toolchain/embedded/folder";
import { inspectFolder } from "../../toolchain/embedded/inspect";
import { findServer, startedStorage, type RunningServer } from "../../toolchain/embedded/running-server";
import type { Io } from "../io";
import type { DevOptions } from "./dev";

/** What a server that was asked says of itself; `null` is what could not be found out. */
interface ServerState {
  readonly version: string | null;
  readonly initialised: boolean | null;
  readonly sealed: boolean | null;
  readonly auditDevices: number | null;
}

const unknown: ServerState = { version: null, initialised: null, sealed: null, auditDevices: null };

/** What `strongroom dev status --json` prints. */
interface Status extends ServerState {
  readonly running: boolean;
  readonly since: string | null;
  readonly pid: number | null;
  readonly address: string | null;
  /** Whether the bootstrap is finished, and so the root token dead; `null` where its record is damaged. */
  readonly bootstrapped: boolean | null;
  readonly folder: string;
  readonly caFile: string;
  readonly log: string;
  readonly problems: readonly Problem[];
  readonly next: string;
}

/** `strongroom dev status`: how the embedded Vault is. Changes nothing, and ends with 1 where something is damaged. */
export async function devStatus({ folder, json }: DevOptions, io: Io): Promise<ExitCode> {
  const status = await readStatus(folder, io.signal);
  io.out(json ? `${JSON.stringify(status)}\n` : inWords(status));
  return status.problems.length === 0 ? exitCodes.clean : exitCodes.toolFailure;
}

async function readStatus(folder: EmbeddedFolder, signal: AbortSignal): Promise<Status> {
  const damage = await inspectFolder(folder, await startedStorage(folder));
  const bootstrapped = damage.length === 0 ? await isBootstrapped(folder) : null;
  const found = await findServer(folder);
  const server = found.kind === "running" ? found.server : undefined;
  const asked =
    server === undefined ? { state: unknown, problems: [] } : await askServer(folder, server, bootstrapped, signal);
  const status = {
    running: server !== undefined,
    since: server?.startedAt ?? null,
    pid: server?.pid ?? null,
    address: server?.address ?? null,
    bootstrapped,
    ...asked.state,
    folder: folder.root,
    caFile: folder.caFile,
    log: folder.log,
    problems: [...damage, ...asked.problems],
  };
  return { ...status, next: nextStep(status) };
}

async function isBootstrapped(folder: EmbeddedFolder): Promise<boolean> {
  return (await embeddedCredentials(folder).readProgress())?.phase === "finished";
}

async function askServer(
  folder: EmbeddedFolder,
  { address }: RunningServer,
  bootstrapped: boolean | null,
  signal: AbortSignal,
): Promise<{ state: ServerState; problems: readonly Problem[] }> {
  let client: VaultClient | undefined;
  let state = unknown;
  try {
    client = await openVault({ address, caFile: folder.caFile, signal, timeout: 5_000 });
    const { version, initialized: initialised, sealed } = await health(client);
    state = { ...state, version, initialised, sealed };
    const login = bootstrapped === true && !sealed ? await embeddedCredentials(folder).readLogin() : undefined;
    if (login !== undefined) state = { ...state, auditDevices: await countAuditDevices(client, login) };
    return { state, problems: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { state, problems: error.problems };
  } finally {
    await client?.close();
  }
}

async function countAuditDevices(client: VaultClient, login: LoginFile): Promise<number | null> {
  return asLogin(client, await loginUserpass(client, login), async (deployer) => {
    try {
      return (await auditDevices(deployer)).length;
    } catch (error) {
      // The declared deployer may be one that must not look.
      if (isVaultAnswer(error, 403)) return null;
      throw error;
    }
  });
}

function nextStep({ problems, sealed, bootstrapped }: Omit<Status, "next">): string {
  if (problems.length > 0) return "do what fix says, then strongroom dev start";
  if (sealed === false && bootstrapped === true) {
    return "strongroom preview dev     strongroom dev env     strongroom dev stop";
  }
  return "strongroom dev start";
}

function inWords(status: Status): string {
  const { running, address, since, pid, problems, next } = status;
  const lines = running
    ? [
        `The embedded Vault runs at ${address ?? "?"}, since ${since ?? "?"} (process ${pid ?? "?"}).`,
        ...details(status),
      ]
    : ["The embedded Vault is not running."];
  const damage = problems.map((problem) => `  ${sentence(problem)}`);
  if (status.bootstrapped === false && running)
    lines.push("  start    its bootstrap was interrupted: the root token may still live");
  return [...lines, `  files    ${status.folder}`, ...damage, `Next: ${next}`, ""].join("\n");
}

function details({ version, sealed, initialised, auditDevices: devices }: Status): string[] {
  const state =
    sealed === null
      ? "does not answer"
      : `${sealed ? "sealed" : "unsealed"}, ${initialised === true ? "initialised" : "not initialised"}`;
  return [
    `  vault    ${version ?? "unknown version"}, ${state}`,
    `  audit    ${devices === null ? "unknown: not asked or not allowed" : `${devices} devices`}`,
  ];
}
