import type { Place } from "../../hcl/syntax";
import type { Problem } from "../../problem/problem";

/** Why Vault refuses a policy text. */
export interface PolicyProblem extends Problem {
  /** Line and column, as `12:3`. */
  readonly place: string;
  /** Vault's own words, without the places it may mix in. It says only the first problem; we say all. */
  readonly vault: string;
}

/** What a problem of a policy says; subject and place are filled in by the collector. */
export type Finding = Omit<PolicyProblem, "subject" | "place">;

/** Collects the problems of one text. */
export class Findings {
  readonly problems: PolicyProblem[] = [];

  /** @param subject the file or policy, in the user's words. */
  constructor(private readonly subject: string) {}

  add(place: Place, finding: Finding): void {
    this.problems.push({ subject: this.subject, place: `${place.line}:${place.column}`, ...finding });
  }
}
