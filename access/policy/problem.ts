import type { Place } from "../../hcl/syntax";
import type { Problem } from "../../problem/problem";

/** Why Vault refuses a policy text. */
export interface PolicyProblem extends Problem {
  /** Line and column, as `12:3`. */
  readonly place: string;
  /** Vault's own words, without the places and Go names that it may mix in. It says only the first problem; we say all. */
  readonly vault: string;
}

/** What a problem of a policy says; subject and place are filled in by the collector. */
export type Finding = Omit<PolicyProblem, "subject" | "place">;

/** Collects the problems of one text. */
export class Findings {
  private readonly found: { readonly place: Place; readonly finding: Finding }[] = [];

  /** @param subject the file or policy, in the user's words. */
  constructor(private readonly subject: string) {}

  add(place: Place, finding: Finding): void {
    this.found.push({ place, finding });
  }

  /** In the order of the text. */
  problems(): PolicyProblem[] {
    return this.found
      .sort(({ place: left }, { place: right }) => left.line - right.line || left.column - right.column)
      .map(({ place, finding }) => ({ subject: this.subject, place: `${place.line}:${place.column}`, ...finding }));
  }
}
