import type { Environment } from "../policy-pack/environment";
import type { ProjectRules } from "../policy-pack/project-rules";
import { judge } from "../policy-pack/judge";
import type { Rule, WaiverRule } from "../policy-pack/rule";
import { waiverName, type WaiverUse } from "../policy-pack/waiver";
import { applyWaivers } from "../policy-pack/waiving";
import { judged } from "./guard";
import type { JudgedFinding } from "./judged-finding";

/** What one preview was judged by. */
export interface Judging {
  readonly rules: readonly Rule[];
  readonly environment: Environment;
  readonly project: ProjectRules;
  readonly today: string;
}

export interface GuardAccepted {
  /** The guard's findings, those that a waiver accepts blocking nothing. */
  readonly findings: readonly JudgedFinding[];
  /** What is to be said of the waivers themselves, and only the guard's findings tell. */
  readonly ofWaivers: readonly JudgedFinding[];
  /** The waivers that the guard's findings need, by how findings name them. */
  readonly inUse: ReadonlySet<string>;
}

/**
 * Lays the project's waivers over what the guard found. The pack has done so with its own findings, inside the engine, and has said
 * what came of the waivers for them; those for rules over changes are left to this.
 */
export function acceptGuard(
  found: readonly JudgedFinding[],
  { rules, environment, project, today }: Judging,
): GuardAccepted {
  const { findings, uses } = applyWaivers(found, project.waivers, environment.stack, today);
  const ofChanges = new Set(rules.filter(({ kind }) => kind === "change").map(({ id }) => id));
  const waivers = uses.filter(({ waiver }) => ofChanges.has(waiver.rule));
  return {
    findings: findings.map((finding) => ({ ...finding, blocks: finding.blocks && finding.waiver === undefined })),
    ofWaivers: rules.filter(isWaiverRule).flatMap((rule) => {
      const settings = (id: string) => project.settings[id] ?? {};
      return judged(rule, judge(rule, { waivers }, settings(rule.id), environment), "", { environment, settings });
    }),
    inUse: new Set(uses.filter(isInUse).map(({ waiver }) => `waiver ${waiverName(waiver)}`)),
  };
}

/** The pack's findings but for waivers that it took for unused: a rule over logins judges in the guard, too. */
export function withoutUsed(packFindings: readonly JudgedFinding[], inUse: ReadonlySet<string>): JudgedFinding[] {
  return packFindings.filter(({ ruleId, subject }) => !(ruleId === "waiver-unused" && inUse.has(subject)));
}

function isInUse({ daysLeft, findings }: WaiverUse): boolean {
  return daysLeft >= 0 && findings > 0;
}

function isWaiverRule(rule: Rule): rule is WaiverRule {
  return rule.kind === "waivers";
}
