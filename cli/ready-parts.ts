import { pulumiParts } from "../toolchain/environment";
import type { PartName } from "../toolchain/parts";
import { progressLine } from "../toolchain/progress";
import { provideParts, type Parts } from "../toolchain/provide";
import type { Io } from "./io";

/** What a command needs that runs both Pulumi and the embedded Vault. */
export const everyPart = [...pulumiParts, "vault"] as const satisfies PartName[];

/**
 * Makes the named programs ready, building what is missing, with a progress line. A command asks for all that it needs at once, so
 * that the line knows how long it takes in all.
 */
export function readyParts<const Name extends PartName>(names: readonly Name[], io: Io): Promise<Parts<Name>> {
  const line = progressLine(process.stderr);
  return provideParts(names, { progress: line.show, signal: io.signal, environment: io.env }).finally(line.end);
}
