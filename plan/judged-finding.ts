import type { Finding } from "../policy-pack/finding";

/** A finding as the engine passed it on, with what it does to this run. */
export interface JudgedFinding extends Finding {
  readonly urn: string;
  /** Whether it stops the change, or only warns. */
  readonly blocks: boolean;
}
