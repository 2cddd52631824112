import type { Environment } from "./environment";
import type { Outcome } from "./outcome";
import type { RuleData } from "./rule";

/** What to do about an outcome. Where a project's settings count, also how they accept it. */
export function adviceFor(
  { remediation }: Pick<RuleData, "remediation">,
  { verdict, fix, accept }: Outcome,
  { isScanned }: Environment,
): string {
  if (fix === undefined && verdict === "not-evaluated") return howToMakeKnown[isScanned === true ? "scan" : "preview"];
  const mend = fix ?? remediation;
  return accept === undefined || isScanned === true ? mend : `${mend}, or ${accept}`;
}

const howToMakeKnown = {
  preview: 'give a value that the preview can see, or accept it: "unknown": "warn" in this rule\'s configuration',
  scan: "give the value where it can be read, or see to it that it is as it must be",
};

/** Whether an outcome is about something that a scan need not have been shown. */
export function mayStandElsewhere({ isMissing }: Outcome, { isScanned }: Environment): boolean {
  return isMissing === true && isScanned === true;
}
