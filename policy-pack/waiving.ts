import { daysBetween } from "./day";
import { cleanFinding, type Finding } from "./finding";
import { fits } from "./pattern";
import type { Waiver, WaiverUse } from "./waiver";

/** A finding and the URN of what it is about. A finding about a whole stack has the URN of the stack. */
export type LocatedFinding = Finding & { readonly urn: string };

/** The waivers of one run at work. */
export interface Waiving {
  /** The finding, with the waiver that accepts it, if one does. */
  readonly accept: (finding: Finding, urn: string) => Finding;
  /** What came of every waiver so far. */
  readonly uses: () => WaiverUse[];
}

/** Starts a run in one environment; waivers for others have no part in it. */
export function startWaiving(waivers: readonly Waiver[], environment: string, today: string): Waiving {
  const counted = waivers
    .filter(({ environments }) => environments.includes(environment))
    .map((waiver) => ({ waiver, daysLeft: daysBetween(today, waiver.expires), findings: 0 }));
  const unwaived: Finding[] = [];
  return {
    accept: (finding, urn) => {
      const covering = counted.filter(({ waiver }) => covers(waiver, finding, urn));
      const first = covering.find(({ daysLeft }) => daysLeft >= 0);
      for (const use of first === undefined ? covering : [first]) use.findings += 1;
      if (first === undefined) {
        unwaived.push(finding);
        return finding;
      }
      const { reason, owner, expires } = first.waiver;
      return cleanFinding({ ...finding, waiver: { reason, owner, expires } });
    },
    uses: () => counted.map((use) => ({ ...use, elsewhere: foundFor(use.waiver, unwaived) })),
  };
}

/** As much of each as the waiver says of what it is for: one with a path can be lost within its subject. */
function foundFor({ rule, path }: Waiver, unwaived: readonly Finding[]): string[] {
  const names = unwaived
    .filter(({ ruleId }) => ruleId === rule)
    .map((finding) => (path === undefined ? finding.subject : `${finding.subject} ${withoutLine(finding.path ?? "")}`));
  return [...new Set(names.map((name) => name.trim()))].sort();
}

/** All findings of a run, those that a waiver accepts with it, and what came of each waiver. */
export function applyWaivers<F extends LocatedFinding>(
  findings: readonly F[],
  waivers: readonly Waiver[],
  environment: string,
  today: string,
): { readonly findings: F[]; readonly uses: WaiverUse[] } {
  const { accept, uses } = startWaiving(waivers, environment, today);
  return { findings: findings.map((finding) => ({ ...finding, ...accept(finding, finding.urn) })), uses: uses() };
}

/** Nobody can accept what a rule that failed would have said. */
function covers({ rule, resource, path }: Waiver, finding: Finding, urn: string): boolean {
  if (rule !== finding.ruleId || finding.verdict === "crash") return false;
  if (!fits(resource, urn) && !fits(resource, finding.subject)) return false;
  return path === undefined || fits(withoutLine(path), withoutLine(finding.path ?? ""));
}

/** The line moves whenever something is written above it. */
function withoutLine(path: string): string {
  return path.replace(/ \(line \d+\)$/u, "");
}
