import type { Applied } from "../plan/apply";
import type { Verified } from "../plan/verify";
import { leftAndRight, seconds } from "./layout";
import { findingLines, operationLines } from "./terminal";

export interface UpOutcome {
  readonly applied: Applied;
  readonly verified: Verified | undefined;
}

/** What an apply did and whether the server is now as declared, for a person. */
export function appliedReport(environment: string, { applied, verified }: UpOutcome): string {
  const heading = applied.failures.length === 0 ? `Applied to ${environment}` : `Apply to ${environment} failed`;
  return [
    leftAndRight(heading, seconds(applied.seconds)),
    ...applied.failures.flatMap(failureLines),
    ...findingLines(applied.findings.filter((finding) => finding.blocks)),
    ...(verified === undefined ? notVerified(environment) : verifiedLines(verified)),
    "",
  ].join("\n");
}

function verifiedLines(verified: Verified): string[] {
  const { read, different, failures } = verified;
  if (failures.length > 0) return ["  server could not be read back:", ...failures.flatMap(failureLines)];
  return [
    leftAndRight(`  server read back: ${read - different.length} of ${read} as declared`, seconds(verified.seconds)),
    ...(different.length === 0 ? [] : operationLines(different)),
  ];
}

function notVerified(environment: string): string[] {
  return ["", `  What was done before the failure is in the state. Next: strongroom preview ${environment}`];
}

function failureLines(failure: string): string[] {
  return failure.split("\n").map((line) => `  error   ${line}`.trimEnd());
}
