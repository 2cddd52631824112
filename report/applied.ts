import type { Applied } from "../plan/apply";
import type { Verified } from "../plan/verify";
import { failureLines } from "./failure";
import { leftAndRight, seconds } from "./layout";
import { findingLines, operationLines } from "./terminal";

/** What an accepted plan came to. */
export interface UpOutcome {
  /** Undefined when the plan had nothing to apply. */
  readonly applied: Applied | undefined;
  /** Undefined when the apply failed. */
  readonly verified: Verified | undefined;
}

/** Whether the plan was applied and the server, read back, holds exactly what is declared. */
export function isAsDeclared({ verified }: UpOutcome): boolean {
  return verified !== undefined && verified.failures.length === 0 && verified.different.length === 0;
}

/** What an apply did and whether the server is now as declared, for a person. */
export function appliedReport(environment: string, { applied, verified }: UpOutcome): string {
  return [
    ...(applied === undefined ? [`Nothing to apply to ${environment}`] : appliedLines(environment, applied)),
    ...(verified === undefined ? notVerified(environment) : verifiedLines(verified)),
    "",
  ].join("\n");
}

function appliedLines(environment: string, { failures, findings, seconds: duration }: Applied): string[] {
  const blocking = findings.filter((finding) => finding.blocks);
  const heading =
    failures.length + blocking.length === 0 ? `Applied to ${environment}` : `Apply to ${environment} failed`;
  return [leftAndRight(heading, seconds(duration)), ...failureLines(failures), ...findingLines(blocking)];
}

function verifiedLines(verified: Verified): string[] {
  const { read, different, failures } = verified;
  if (failures.length > 0) return ["  server could not be read back:", ...failureLines(failures)];
  return [
    leftAndRight(`  server read back: ${read - different.length} of ${read} as declared`, seconds(verified.seconds)),
    ...(different.length === 0 ? [] : operationLines(different)),
  ];
}

function notVerified(environment: string): string[] {
  return ["", `  What was done before the failure is in the state. Next: strongroom preview ${environment}`];
}
