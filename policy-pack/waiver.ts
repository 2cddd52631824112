import type { Position } from "../model/place";
import type { Acceptance } from "./finding";

/** Findings of one rule that somebody accepts for a while. */
export interface Waiver extends Acceptance {
  readonly rule: string;
  /** A pattern: it fits a finding's whole URN or its whole subject (policy-pack/pattern.ts). */
  readonly resource: string;
  /** A pattern for the path inside the subject, whose line does not count; every path where there is none. */
  readonly path?: string;
  readonly environments: readonly string[];
  /** Where it stands in the file. */
  readonly position: Position;
}

/** What came of one waiver in one run. */
export interface WaiverUse {
  readonly waiver: Waiver;
  /** Days until its last day; negative once it has expired. */
  readonly daysLeft: number;
  /** The findings that it accepts or, where it has expired, would have. */
  readonly findings: number;
  /** What else its rule found something in, for a waiver that was lost in a rename. */
  readonly elsewhere: readonly string[];
}

/** How a person says which waiver, and a finding that has none yet: `token-ttl-bounded@AppRole "ci"`. */
export function waiverName({ rule, resource }: Pick<Waiver, "rule" | "resource">): string {
  return `${rule}@${resource}`;
}
