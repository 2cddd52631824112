import type { JudgedFinding } from "../plan/judged-finding";
import { severities } from "../policy-pack/finding";

/** The rule about the rules themselves; what it finds comes first. */
const aboutTheRules = "guard-weakened";

/**
 * The most dangerous first: that the rules themselves were made less strict, then what blocks, and last what is accepted; by
 * severity.
 */
export function byDanger(findings: readonly JudgedFinding[]): JudgedFinding[] {
  return [...findings].sort(
    (left, right) =>
      Number(right.ruleId === aboutTheRules) - Number(left.ruleId === aboutTheRules) ||
      Number(right.blocks) - Number(left.blocks) ||
      Number(left.waiver !== undefined) - Number(right.waiver !== undefined) ||
      severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
      (left.ruleId < right.ruleId ? -1 : 1),
  );
}
