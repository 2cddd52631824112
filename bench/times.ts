import { rowKinds, type Row, type RowKind } from "./result";
import type { SubjectName } from "./subject";

/** The seconds measured so far. */
export interface Times {
  add(kind: RowKind, objects: number, subject: SubjectName, seconds: number): void;
  /** In the order of the table. */
  rows(): Row[];
}

export function openTimes(): Times {
  const rows: { kind: RowKind; objects: number; seconds: Partial<Record<SubjectName, number[]>> }[] = [];
  return {
    add(kind, objects, subject, seconds) {
      let row = rows.find((known) => known.kind === kind && known.objects === objects);
      if (row === undefined) rows.push((row = { kind, objects, seconds: {} }));
      (row.seconds[subject] ??= []).push(seconds);
    },
    rows: () =>
      [...rows].sort(
        (left, right) => rowKinds.indexOf(left.kind) - rowKinds.indexOf(right.kind) || left.objects - right.objects,
      ),
  };
}
