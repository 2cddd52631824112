import type { Problem } from "../problem/problem";

/** A file, or a part of one, that nobody judged. */
export interface UnreadPart extends Problem {
  /** It stops what a violation would stop: nobody knows what stands there. */
  readonly blocks: boolean;
}
