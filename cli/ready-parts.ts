import type { Environment } from "../stacks/environment";
import { pulumiParts, type PulumiParts } from "../toolchain/environment";
import type { PartName } from "../toolchain/part";
import { progressLine } from "../toolchain/progress";
import { provideParts, type Parts } from "../toolchain/provide";
import type { Io } from "./io";

const pulumiWithKubernetes = [...pulumiParts, "provider-kubernetes"] as const satisfies PartName[];

/** What a command needs that runs both Pulumi and the embedded Vault on an environment. */
export function everyPart(environment: Environment): PartName[] {
  return [...(declaresKubernetesObjects(environment) ? pulumiWithKubernetes : pulumiParts), "vault"];
}

/** Makes what Pulumi needs for an environment ready, as `readyParts` does. */
export function readyPulumi(environment: Environment, io: Io): Promise<PulumiParts> {
  return declaresKubernetesObjects(environment) ? readyParts(pulumiWithKubernetes, io) : readyParts(pulumiParts, io);
}

/**
 * Makes the named programs ready, building what is missing, with a progress line. A command asks for all that it needs at once, so
 * that the line knows how long it takes in all.
 */
export function readyParts<const Name extends PartName>(names: readonly Name[], io: Io): Promise<Parts<Name>> {
  const line = progressLine(process.stderr);
  return provideParts(names, { progress: line.show, signal: io.signal, environment: io.env }).finally(line.end);
}

/** Its plugin takes minutes to build, so it is asked for only where the values name a cluster to declare objects in. */
function declaresKubernetesObjects({ values }: Environment): boolean {
  return values.kubernetes.cluster !== undefined;
}
