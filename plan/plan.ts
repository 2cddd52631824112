import type { Failure } from "./failure";
import type { JudgedFinding } from "./judged-finding";
import { isChange, type Operation } from "./operation";

/** What one preview of an environment says: what would be done, and what the rules say about it. */
export interface Plan {
  readonly environment: string;
  readonly tier: string;
  readonly operations: readonly Operation[];
  readonly findings: readonly JudgedFinding[];
  /** Rules in the pack, for the report. */
  readonly ruleCount: number;
  /** Rules that the project has switched off for this environment: that they found nothing says nothing. */
  readonly switchedOff: readonly string[];
  /** What the engine or the program reported besides findings, when the preview could not be finished. */
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

/** What a plan comes to, in the order of weight: a preview that stopped early says nothing about the rest. */
export type Outcome = "failed" | "blocked" | "clean";

/** Whether applying the plan would do anything; then its report names what. */
export function hasChanges(plan: Plan): boolean {
  return plan.operations.some(isChange);
}

export function outcomeOf(plan: Plan): Outcome {
  if (plan.failures.length > 0) return "failed";
  return plan.findings.some((finding) => finding.blocks) ? "blocked" : "clean";
}
