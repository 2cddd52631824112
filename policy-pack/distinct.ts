import type { Outcome } from "./outcome";

/** Each once: one value of a chart can decide several objects, and one object can serve several servers. */
export function distinct(outcomes: readonly Outcome[]): Outcome[] {
  const byText = new Map(
    outcomes.map((outcome) => {
      const { verdict, subject, path, must, found } = outcome;
      return [JSON.stringify([verdict, subject, path, must, found]), outcome];
    }),
  );
  return [...byText.values()];
}
