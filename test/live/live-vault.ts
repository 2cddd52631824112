import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BootstrapProgress, BootstrapStore, DeployerLogin } from "../../live/bootstrap-store";
import { openVault, type VaultClient } from "../../live/client";
import type { StartDeclaration } from "../../live/start-declaration";
import { readConfiguration } from "../../toolchain/embedded/configuration";
import { embeddedFolder, type EmbeddedFolder } from "../../toolchain/embedded/folder";
import { stopServer } from "../../toolchain/embedded/running-server";
import { startServer } from "../../toolchain/embedded/start-server";
import { ensureTlsFiles } from "../../toolchain/embedded/tls-files";
import { declaredVault } from "../e2e/declared-vault";
import { freePorts } from "../toolchain/embedded/free-ports";
import { vaultBinary } from "../toolchain/embedded/vault-binary";

/** A real server that nobody has initialised, and a client for it. */
export interface LiveVault {
  readonly folder: EmbeddedFolder;
  readonly client: VaultClient;
  readonly start: StartDeclaration;
  remove(): Promise<void>;
}

export async function liveVault(): Promise<LiveVault> {
  const project = await mkdtemp(path.join(tmpdir(), "strongroom-"));
  const folder = embeddedFolder(path.join(project, ".strongroom"));
  const declared = declaredVault(await vaultBinary(), await freePorts("api", "cluster"));
  await ensureTlsFiles(folder, new Date());
  const configuration = readConfiguration(declared.configuration, folder);
  const { address } = await startServer(folder, configuration, declared.binary, new AbortController().signal);
  const client = await openVault({ address, caFile: folder.caFile });
  return {
    folder,
    client,
    start: declared.start,
    async remove() {
      await client.close();
      await stopServer(folder);
      await rm(project, { recursive: true, force: true });
    },
  };
}

/** A store in memory, with everything it ever held. */
export function memoryStore(): BootstrapStore & { readonly history: BootstrapProgress[] } {
  const history: BootstrapProgress[] = [];
  let login: DeployerLogin | undefined;
  return {
    history,
    readProgress: () => Promise.resolve(history.at(-1)),
    writeProgress: (progress) => Promise.resolve(void history.push(progress)),
    readLogin: () => Promise.resolve(login),
    writeLogin: (written) => {
      login = written;
      return Promise.resolve();
    },
  };
}
