import type { SubjectName } from "./subject";

export const rowKinds = [
  "sign of life",
  "empty preview",
  "preview",
  "apply",
  "company preview",
  "company apply",
] as const;
export type RowKind = (typeof rowKinds)[number];

/** What was timed: a row of the table. */
export interface Row {
  readonly kind: RowKind;
  /** Policies and AppRoles together; 0 for an empty stack, and for the company, which has what it has. */
  readonly objects: number;
  /** Seconds, one for each run. A subject that was not there is missing. */
  readonly seconds: Readonly<Partial<Record<SubjectName, readonly number[]>>>;
}

/** @returns undefined for no numbers at all */
export function median(numbers: readonly number[] = []): number | undefined {
  const sorted = [...numbers].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

export const others = ["pulumi", "terraform"] as const satisfies SubjectName[];

/** How many times as long Strongroom took as the other, by their medians; undefined where one of them is missing. */
export function ratio({ seconds }: Row, other: (typeof others)[number]): number | undefined {
  const [ours, theirs] = [median(seconds.strongroom), median(seconds[other])];
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}
