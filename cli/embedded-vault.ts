import { readFile, rm } from "node:fs/promises";
import { bootstrap } from "../live/bootstrap";
import type { DeployerLogin } from "../live/bootstrap-store";
import { openVault } from "../live/client";
import type { StartDeclaration } from "../live/start-declaration";
import { Refusal } from "../problem/problem";
import { readConfiguration, type ServerConfiguration } from "../toolchain/embedded/configuration";
import { embeddedCredentials } from "../toolchain/embedded/credentials";
import { compareDataVersion, writeDataVersion } from "../toolchain/embedded/data-version";
import type { EmbeddedFolder } from "../toolchain/embedded/folder";
import { inspectFolder } from "../toolchain/embedded/inspect";
import { withLock } from "../toolchain/embedded/lock";
import { signalIfAlive } from "../toolchain/embedded/process";
import { findServer, recordServer, stopServer, type RunningServer } from "../toolchain/embedded/running-server";
import { startServer, vaultVersion } from "../toolchain/embedded/start-server";
import { ensureTlsFiles } from "../toolchain/embedded/tls-files";

/** What an embedded Vault is started from. */
export interface EmbeddedVault {
  /** Path of the `vault` binary. */
  readonly binary: string;
  /** The server configuration as JSON text, rendered from the declared server settings. */
  readonly configuration: string;
  readonly start: StartDeclaration;
}

export interface Progress {
  /** A line for the person who waits: a step that begins, or something worth knowing. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface OpenVault {
  readonly address: string;
  readonly caFile: string;
  readonly login: DeployerLogin;
  readonly startedAt: string;
  /** Whether it ran before this command. */
  readonly alreadyRunning: boolean;
  /** Whether this command finished its bootstrap. */
  readonly bootstrapped: boolean;
}

/**
 * Takes the embedded Vault of this folder from whatever state it is in to running, unsealed and bootstrapped. Where that does not
 * come about, or on Ctrl-C, a server that this started is ended again; the next call goes on where this one stopped.
 *
 * @throws Refusal with everything that stands in the way.
 */
export async function startEmbeddedVault(
  folder: EmbeddedFolder,
  vault: EmbeddedVault,
  { tell, signal }: Progress,
): Promise<OpenVault> {
  const onWait = () =>
    tell("another strongroom command is at work on the embedded Vault, or was killed a moment ago; waiting");
  return withLock(folder, { signal, onWait }, async (signal) => {
    const configuration = readConfiguration(vault.configuration, folder);
    const [problem, ...others] = await inspectFolder(folder, configuration.storage);
    if (problem !== undefined)
      throw new Refusal([problem, ...others], { summary: "The embedded Vault was not started." });
    const found = await findServer(folder);
    if (found.kind === "died") tell("the server had ended without strongroom dev stop; starting it again");
    const server =
      found.kind === "running"
        ? await keepRunning(folder, configuration, found.server, tell)
        : await start(folder, configuration, vault.binary, { tell, signal });
    try {
      const opened = await open(folder, configuration, vault, server, { tell, signal });
      return { ...opened, alreadyRunning: found.kind === "running" };
    } catch (error) {
      if (found.kind !== "running") await stopServer(folder);
      throw error;
    }
  });
}

async function keepRunning(
  folder: EmbeddedFolder,
  configuration: ServerConfiguration,
  server: RunningServer,
  tell: Progress["tell"],
): Promise<RunningServer> {
  // The record may have been lost.
  await recordServer(folder, server);
  // Vault reads its certificate again on SIGHUP (Vault documentation, "tcp" listener).
  if ((await ensureTlsFiles(folder, new Date())) !== "unchanged") {
    await signalIfAlive(server, "SIGHUP");
    tell("renewed the server's certificate");
  }
  const startedWith = await readFile(folder.configurationFile, "utf8").catch(() => undefined);
  if (startedWith !== configuration.text) {
    tell("it runs with the server settings of its start; the changed ones take effect with dev stop, then dev start");
  }
  return server;
}

async function start(
  folder: EmbeddedFolder,
  configuration: ServerConfiguration,
  binary: string,
  { tell, signal }: Progress,
): Promise<RunningServer> {
  const version = await vaultVersion(binary);
  const data = await compareDataVersion(folder, version);
  if (data.kind === "upgrade") tell(`upgrading the data of Vault ${data.from} to ${version}`);
  if ((await ensureTlsFiles(folder, new Date())) === "renewed") tell("renewed the server's certificate");
  // Before Vault opens the data: afterwards an older one may not.
  if (data.kind !== "same") await writeDataVersion(folder, version);
  tell(`start vault ${version} at ${configuration.address}`);
  return startServer(folder, configuration, binary, signal);
}

async function open(
  folder: EmbeddedFolder,
  configuration: ServerConfiguration,
  vault: EmbeddedVault,
  server: RunningServer,
  { tell, signal }: Progress,
): Promise<Omit<OpenVault, "alreadyRunning">> {
  const client = await openVault({ address: server.address, caFile: folder.caFile, signal });
  try {
    const outcome = await bootstrap(client, vault.start, embeddedCredentials(folder), { onStep: tell, signal });
    if (outcome.kind === "ready") {
      const { login, bootstrapped } = outcome;
      return { address: server.address, caFile: folder.caFile, startedAt: server.startedAt, login, bootstrapped };
    }
  } finally {
    await client.close();
  }
  // Nobody ever had the key of this data, so nothing was ever put into it.
  tell("an earlier start was killed before it had the unseal key; beginning anew");
  await stopServer(folder);
  await rm(configuration.storage, { recursive: true });
  return open(folder, configuration, vault, await start(folder, configuration, vault.binary, { tell, signal }), {
    tell,
    signal,
  });
}
