import type { ExitCode } from "../../problem/problem";
import { embeddedVault, readEmbeddedEnvironment } from "../embedded-environment";
import { openEngine, providePulumi } from "../engine";
import type { Io } from "../io";
import { findProject } from "../project";
import { everyPart, readyParts } from "../ready-parts";
import { importStart } from "../start-import";
import { devStart } from "./dev";
import { devEnv } from "./dev-env";

/** `strongroom dev start`: the embedded Vault of the environment dev, and a stack that knows what its bootstrap created. */
export async function start({ json }: { readonly json: boolean }, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const { environment, declaration, folder } = readEmbeddedEnvironment(project);
  await readyParts(everyPart(environment), io);
  const vault = await embeddedVault(declaration, io);
  return devStart(
    {
      folder,
      json,
      vault,
      afterBootstrap: async () => {
        const engine = await openEngine(project, environment, io);
        await importStart({ project, environment, engine, io }, declaration, (line) => io.err(`  ${line}\n`));
      },
    },
    io,
  );
}

export async function env({ json }: { readonly json: boolean }, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const { environment, folder } = readEmbeddedEnvironment(project);
  const { variables } = await providePulumi(project, environment, io);
  return devEnv({ folder, json, address: environment.values.address, pulumi: variables }, io);
}
