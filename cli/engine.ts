import type { Stack } from "@pulumi/pulumi/automation";
import { openStack, type StackLocation } from "../plan/stack";
import type { Environment } from "../stacks/environment";
import {
  guardedPulumiRoot,
  pulumiEnvironment,
  type PulumiEnvironment,
  type PulumiParts,
} from "../toolchain/environment";
import { deployerCredential } from "./deployer-credential";
import type { Io } from "./io";
import type { Project } from "./project";
import { refusePulumiOptions } from "./pulumi-options";
import { readyPulumi } from "./ready-parts";

/** Pulumi, ready to run on one environment. */
export interface Engine {
  readonly stack: Stack;
  readonly location: StackLocation;
  readonly parts: PulumiParts;
}

/** Pulumi and its plugins, and the environment in which plain `pulumi` uses them. */
export interface Pulumi {
  readonly parts: Engine["parts"];
  readonly variables: PulumiEnvironment;
}

/** Makes Pulumi and the environment's plugins ready, building what is missing. */
export async function providePulumi(project: Project, environment: Environment, io: Io): Promise<Pulumi> {
  const parts = await readyPulumi(environment, io);
  return {
    parts,
    variables: await pulumiEnvironment(parts, { state: project.state, environment: io.env }),
  };
}

/** Makes Pulumi ready and opens the environment's stack. @throws {Refusal} where variables would change Pulumi's options */
export async function openEngine(project: Project, environment: Environment, io: Io): Promise<Engine> {
  refusePulumiOptions(io.env);
  const { parts, variables } = await providePulumi(project, environment, io);
  const location: StackLocation = {
    root: project.root,
    name: environment.name,
    pulumiRoot: await guardedPulumiRoot(parts, io.env),
    environment: { ...variables, ...(await deployerCredential(project, environment)) },
  };
  return { stack: await openStack(location), location, parts };
}
