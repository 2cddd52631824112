import { outcomeOf, type Plan } from "../plan/plan";
import type { UpOutcome } from "./applied";
import { jsonVersion } from "./json-form";

/** A plan, and what applying it came to, for another program, in the form of report/json-form.ts. Resources that stay as they are are counted, not listed. */
export function jsonReport(plan: Plan, result?: UpOutcome): string {
  const { operations, ...rest } = plan;
  const report = {
    version: jsonVersion,
    report: "preview",
    outcome: outcomeOf(plan),
    ...rest,
    operations: operations.filter(({ kind }) => kind !== "same"),
    unchanged: operations.filter(({ kind }) => kind === "same").length,
    ...(result === undefined ? {} : { applied: appliedPart(result) }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function appliedPart({ applied, verified, withSecret }: UpOutcome): object {
  return {
    ...(applied === undefined
      ? { nothingToApply: true }
      : { failures: applied.failures, findings: applied.findings, seconds: applied.seconds }),
    serverReadBack: verified ?? null,
    ...(withSecret === undefined ? {} : { settingsWithSecret: withSecret }),
  };
}
