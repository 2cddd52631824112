import type { Io } from "../io";
import { exitCodes, type ExitCode } from "../../problem/problem";
import type { EmbeddedFolder } from "../../toolchain/embedded/folder";
import { withLock } from "../../toolchain/embedded/lock";
import { removeFolder, whatResetRemoves } from "../../toolchain/embedded/reset";
import { stopServer } from "../../toolchain/embedded/running-server";
import type { Belongings } from "../embedded-state";
import { startEmbeddedVault, type EmbeddedVault } from "../embedded-vault";

export interface DevOptions {
  readonly folder: EmbeddedFolder;
  readonly json: boolean;
}

export interface StartOptions extends DevOptions {
  readonly vault: EmbeddedVault;
  /**
   * What is to be done whenever the Vault is open: takes what the bootstrap created into the stack's state. One command at a time
   * does it; where it fails, a server that was started for it is ended.
   */
  readonly afterBootstrap: () => Promise<void>;
}

/** `strongroom dev start`: the embedded Vault, running, unsealed and bootstrapped. Doing it twice is fine. */
export async function devStart(options: StartOptions, io: Io): Promise<ExitCode> {
  const tell = (line: string) => io.err(`  ${line}\n`);
  const vault = await startEmbeddedVault(options.folder, options.vault, { tell, signal: io.signal });
  const { address, caFile, startedAt, alreadyRunning, bootstrapped } = vault;
  await locked(options.folder, io, async () => {
    try {
      await options.afterBootstrap();
    } catch (error) {
      if (!alreadyRunning) await stopServer(options.folder);
      throw error;
    }
  });
  if (options.json) {
    io.out(`${JSON.stringify({ address, caFile, since: startedAt, alreadyRunning, bootstrapped })}\n`);
    return exitCodes.clean;
  }
  io.out(
    alreadyRunning
      ? `The embedded Vault runs already at ${address}, since ${startedAt}.\n`
      : `The embedded Vault runs at ${address}.\n`,
  );
  if (bootstrapped)
    io.out("It is initialised, the deployer can log in, and the root token is revoked (checked: refused).\n");
  io.out("Next: strongroom preview dev     strongroom dev env     strongroom dev stop\n");
  return exitCodes.clean;
}

/** `strongroom dev stop`: ends the server; its data stays. */
export async function devStop({ folder, json }: DevOptions, io: Io): Promise<ExitCode> {
  const stopped = await locked(folder, io, () => stopServer(folder));
  if (json) io.out(`${JSON.stringify({ stopped: stopped !== undefined, killed: stopped?.how === "killed" })}\n`);
  else if (stopped === undefined) io.out("The embedded Vault was not running.\n");
  else {
    const how = stopped.how === "killed" ? "killed: it did not end by itself" : "ended";
    io.out(
      `The embedded Vault at ${stopped.server.address} is stopped (${how}). Its data stays; strongroom dev start goes on with it.\n`,
    );
  }
  return exitCodes.clean;
}

export interface ResetOptions extends DevOptions {
  readonly yes: boolean;
  readonly belongings: Belongings;
}

/** `strongroom dev reset`: stops the server and removes everything of it. Without `--yes` it only says what that is. */
export async function devReset({ folder, json, yes, belongings }: ResetOptions, io: Io): Promise<ExitCode> {
  const doomed = [...(await whatResetRemoves(folder)), ...belongings.present()];
  const list = doomed.map(({ place, what }) => `  ${place}\n      ${what}\n`).join("");
  if (!yes && doomed.length > 0) {
    if (json) io.out(`${JSON.stringify({ removed: false, wouldRemove: doomed })}\n`);
    else
      io.err(
        `dev reset would stop the embedded Vault and remove for good:\n${list}Nothing was removed. To do it: strongroom dev reset --yes\n`,
      );
    return exitCodes.usage;
  }
  await locked(folder, io, async () => {
    await stopServer(folder);
    await removeFolder(folder);
    await belongings.remove();
  });
  if (json) io.out(`${JSON.stringify({ removed: true, wasRemoved: doomed })}\n`);
  else
    io.out(
      doomed.length === 0
        ? "There was no embedded Vault to remove.\n"
        : `Removed:\n${list}Next: strongroom dev start\n`,
    );
  return exitCodes.clean;
}

function locked<Result>(folder: EmbeddedFolder, io: Io, work: () => Promise<Result>): Promise<Result> {
  const onWait = () =>
    io.err("  another strongroom command is at work on the embedded Vault, or was killed a moment ago; waiting\n");
  return withLock(folder, { signal: io.signal, onWait }, work);
}
