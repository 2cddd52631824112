import type { ExitCode } from "../../problem/problem";
import { embeddedFolder } from "../../toolchain/embedded/folder";
import { embeddedState, embeddedVault, readEmbeddedEnvironment } from "../embedded-environment";
import { openEngine, providePulumi } from "../engine";
import type { Io } from "../io";
import { findProject } from "../project";
import { importStart } from "../start-import";
import { devReset, devStart, devStop } from "./dev";
import { devEnv } from "./dev-env";
import { devStatus } from "./dev-status";

export interface DevArguments {
  readonly json: boolean;
}

/** `strongroom dev start`: the embedded Vault of the environment dev, and a stack that knows what its bootstrap created. */
export async function start({ json }: DevArguments, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const { environment, declaration, folder } = readEmbeddedEnvironment(project);
  const vault = await embeddedVault(declaration, io);
  return devStart(
    {
      folder,
      json,
      vault,
      afterBootstrap: async () => {
        const { stack } = await openEngine(project, environment, io);
        await importStart(stack, declaration, io.signal);
      },
    },
    io,
  );
}

export function stop({ json }: DevArguments, io: Io): Promise<ExitCode> {
  return devStop({ folder: embeddedFolder(findProject(process.cwd()).local), json }, io);
}

export function status({ json }: DevArguments, io: Io): Promise<ExitCode> {
  return devStatus({ folder: embeddedFolder(findProject(process.cwd()).local), json }, io);
}

export function reset({ json, yes }: DevArguments & { readonly yes: boolean }, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  return devReset({ folder: embeddedFolder(project.local), json, yes, alsoRemove: [embeddedState(project)] }, io);
}

export async function env({ json }: DevArguments, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const { environment, folder } = readEmbeddedEnvironment(project);
  const { variables } = await providePulumi(project, io);
  return devEnv({ folder, json, address: environment.values.address, pulumi: variables }, io);
}
