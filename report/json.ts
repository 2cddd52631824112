import { outcomeOf, type Plan } from "../plan/plan";

/** A plan for another program. Resources that stay as they are are counted, not listed. */
export function jsonReport(plan: Plan): string {
  const { operations, ...rest } = plan;
  const report = {
    outcome: outcomeOf(plan),
    ...rest,
    operations: operations.filter(({ kind }) => kind !== "same"),
    unchanged: operations.filter(({ kind }) => kind === "same").length,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
