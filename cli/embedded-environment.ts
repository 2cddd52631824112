import { serverConfiguration } from "../modules/server/configuration";
import { declare, type Declaration } from "../stacks/core";
import type { Environment } from "../stacks/environment";
import { embeddedFolder, type EmbeddedFolder } from "../toolchain/embedded/folder";
import type { ProvidedPart } from "../toolchain/provide";
import type { EmbeddedVault } from "./embedded-vault";
import { embeddedEnvironment } from "./deployer-credential";
import type { Io } from "./io";
import { projectEnvironment, type Project } from "./project";
import { readyParts } from "./ready-parts";
import { startDeclaration } from "./start-declaration";

/** The environment that the embedded Vault stands for, and what it is started from. */
export interface EmbeddedEnvironment {
  readonly environment: Environment;
  readonly declaration: Declaration;
  readonly folder: EmbeddedFolder;
}

export function readEmbeddedEnvironment(project: Project): EmbeddedEnvironment {
  const environment = projectEnvironment(project, embeddedEnvironment);
  return { environment, declaration: declare(environment.values), folder: embeddedFolder(project.local) };
}

/** The server to start: the program, which may have to be built, and what is declared for it. */
export async function embeddedVault(
  declaration: Declaration,
  io: Io,
): Promise<EmbeddedVault & { program: ProvidedPart }> {
  const start = startDeclaration(declaration);
  const { vault } = await readyParts(["vault"], io);
  return { program: vault, binary: vault.path, configuration: serverConfiguration(declaration.server), start };
}
