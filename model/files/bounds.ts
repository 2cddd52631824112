import { depthLimit } from "../../hcl/syntax";
import type { Position } from "../place";
import { fileProblem, type FileProblem } from "./reading";

/** How deep a tree may nest; the deepest that is written by hand is a tenth of it. */
export const deepest = depthLimit;

/**
 * How many values a tree may have, each alias counted with all that it stands for: so that none explodes, and the largest has room in a
 * gigabyte.
 */
export const mostValues = 300_000;

/** A tree that cannot be read any further. */
export class UnreadableTree extends Error {
  override readonly name = "UnreadableTree";
  readonly problem: FileProblem;

  constructor(position: Position, what: Omit<FileProblem, "subject" | "place" | "position">) {
    super(what.must);
    this.problem = fileProblem(position, what);
  }
}

export function tooManyValues(position: Position): UnreadableTree {
  const fix = "scan it in parts";
  return new UnreadableTree(position, { must: `have at most ${mostValues} values`, found: "more", fix });
}

/** Counts the values of a tree as they are read. */
export class Budget {
  spent = 0;

  /** @throws UnreadableTree when there are too many */
  spend(count: number, position: Position): void {
    this.spent += count;
    if (this.spent > mostValues) throw tooManyValues(position);
  }
}

/** @throws UnreadableTree when it is too deep */
export function refuseDepth(depth: number, position: Position): void {
  if (depth > deepest) throw new UnreadableTree(position, { must: `nest at most ${deepest} deep`, found: "deeper" });
}
