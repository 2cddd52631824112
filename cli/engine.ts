import path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { openStack } from "../plan/stack";
import type { Environment } from "../stacks/environment";
import { pulumiEnvironment, pulumiParts } from "../toolchain/environment";
import { progressLine } from "../toolchain/progress";
import { provideParts, type ProvidedPart } from "../toolchain/provide";
import { deployerCredential } from "./deployer-credential";
import type { Io } from "./io";
import type { Project } from "./project";

/** Pulumi, ready to run on one environment. */
export interface Engine {
  readonly stack: Stack;
  readonly parts: Readonly<Record<(typeof pulumiParts)[number], ProvidedPart>>;
}

/** Makes Pulumi and its plugins ready, building what is missing, and opens the environment's stack. */
export async function openEngine(project: Project, environment: Environment, io: Io): Promise<Engine> {
  const line = progressLine(process.stderr);
  const parts = await provideParts(pulumiParts, {
    progress: line.show,
    signal: io.signal,
    environment: io.env,
  }).finally(line.end);
  const additions = await pulumiEnvironment(parts, { state: path.join(project.local, "state"), environment: io.env });
  const stack = await openStack({
    root: project.root,
    name: environment.name,
    pulumiRoot: pulumiRoot(parts.pulumi.path, additions["PATH"]),
    environment: { ...additions, ...(await deployerCredential(project, environment)) },
  });
  return { stack, parts };
}

/** The Automation API wants the folder above `bin/pulumi`; ours is laid out first on the PATH it gets. */
function pulumiRoot(program: string, searchPath: string | undefined): string {
  const [first] = (searchPath ?? "").split(path.delimiter);
  return path.dirname(first === undefined || first === "" ? path.dirname(program) : first);
}
