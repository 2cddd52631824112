import type { Certainty } from "../certainty";
import { isOpen } from "../certainty";
import type { PlannedOperation } from "../change";
import { input } from "../resource";
import type { Value } from "../value";
import { lossyFields } from "./lossy-fields";

/** Something that a change in place takes away for good. */
export interface LossyUpdate {
  /** What is lost, in Vault's words: completes `keep ...`. */
  readonly holds: string;
  readonly isLost: Certainty;
  /** What the program now says. */
  readonly now: Value;
}

/** What an operation on an object that is there before and afterwards would lose, or could, where a value is not known. */
export function lossyUpdatesOf({ type, before, after, changed }: PlannedOperation): LossyUpdate[] {
  if (before === undefined || after === undefined) return [];
  return lossyFields
    .filter((field) => field.types.includes(type))
    .flatMap(({ path, holds, isLost }) => {
      const now = input(after, ...path);
      const lost = isLost(input(before.resource, ...path), now);
      // A secret cannot be compared here, but the provider could: it names the properties that differ.
      const isUnchanged = isOpen(lost) && !changed.some((name) => isAt(name, path));
      return lost === false || isUnchanged ? [] : [{ holds, isLost: lost, now }];
    });
}

/** Whether a property path of the engine's, `options.version` or `customMetadata[0]`, is about a field or what it stands in. */
function isAt(name: string, path: readonly string[]): boolean {
  return name.split(/[.[]/u)[0] === path[0];
}
