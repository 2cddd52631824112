import { auditDevices } from "../../live/audit-device";
import { openVault, type VaultClient } from "../../live/client";
import { isVaultAnswer } from "../../live/refusal";
import { health, type Health } from "../../live/seal";
import { asLogin, loginUserpass } from "../../live/token";
import { exitCodes, Refusal, sentence, type ExitCode, type Problem } from "../../problem/problem";
import { embeddedCredentials, type LoginFile } from "../../toolchain/embedded/credentials";
import type { EmbeddedFolder } from "../../toolchain/embedded/folder";
import { inspectFolder } from "../../toolchain/embedded/inspect";
import { findServer, startedStorage } from "../../toolchain/embedded/running-server";
import type { Io } from "../io";
import type { DevOptions } from "./dev";

/** What `strongroom dev status --json` prints; `null` is what could not be found out. */
interface Status {
  readonly running: boolean;
  readonly since: string | null;
  readonly pid: number | null;
  readonly address: string | null;
  readonly version: string | null;
  readonly initialised: boolean | null;
  readonly sealed: boolean | null;
  readonly auditDevices: number | null;
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
  const found = await findServer(folder);
  const files = { folder: folder.root, caFile: folder.caFile, log: folder.log };
  if (found.kind !== "running") {
    const unknown = {
      since: null,
      pid: null,
      address: null,
      version: null,
      initialised: null,
      sealed: null,
      auditDevices: null,
    };
    return { running: false, ...unknown, ...files, problems: damage, next: nextStep(damage, undefined) };
  }
  const { pid, address, startedAt: since } = found.server;
  const asked = await askServer(folder, address, damage, signal);
  const problems = [...damage, ...asked.problems];
  const { version = null, initialized = null, sealed = null } = asked.health ?? {};
  const state = { version, initialised: initialized, sealed, auditDevices: asked.auditDevices };
  return { running: true, since, pid, address, ...state, ...files, problems, next: nextStep(problems, asked.health) };
}

interface Asked {
  readonly health?: Health;
  readonly auditDevices: number | null;
  readonly problems: readonly Problem[];
}

async function askServer(
  folder: EmbeddedFolder,
  address: string,
  damage: readonly Problem[],
  signal: AbortSignal,
): Promise<Asked> {
  let client: VaultClient | undefined;
  let state: Health | undefined;
  try {
    client = await openVault({ address, caFile: folder.caFile, signal, timeout: 5_000 });
    state = await health(client);
    const login = damage.length === 0 && !state.sealed ? await embeddedCredentials(folder).readLogin() : undefined;
    return {
      health: state,
      auditDevices: login === undefined ? null : await countAuditDevices(client, login),
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...(state === undefined ? {} : { health: state }), auditDevices: null, problems: error.problems };
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

function nextStep(problems: readonly Problem[], state: Health | undefined): string {
  if (problems.length > 0) return "do what fix says, then strongroom dev start";
  if (state === undefined || state.sealed || !state.initialized) return "strongroom dev start";
  return "strongroom preview dev     strongroom dev env     strongroom dev stop";
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
