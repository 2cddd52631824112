import type { JudgedFinding } from "../plan/judged-finding";
import type { Operation } from "../plan/operation";
import { outcomeOf, type Outcome, type Plan } from "../plan/plan";
import { outcomeOfScan, type ScanResult } from "../plan/scan";
import { dayOf } from "../policy-pack/day";
import type { RuleData } from "../policy-pack/rule";
import { rules } from "../policy-pack/rules/index";
import { sentence } from "../problem/problem";
import { failureWords } from "./failure";
import type { UpOutcome } from "./applied";

/** What the files that other programs read are made of, be it a preview, an apply or a scan. */
export interface Report {
  readonly what: "preview" | "up" | "scan";
  /** The environment; of a scan nothing, for what it is about its findings say. */
  readonly environment: string | undefined;
  readonly tier: string;
  readonly outcome: Outcome;
  readonly findings: readonly JudgedFinding[];
  readonly failures: readonly ReportedFailure[];
  readonly rules: readonly ReportedRule[];
  /** What would be done, or was; a scan does nothing. */
  readonly operations: readonly Operation[];
  readonly seconds: number;
  /** The file in which to show what has no place in any: a program's lines, for one, are not known to its engine. */
  readonly home: string;
  /** For how long waivers still count from here. */
  readonly today: string;
}

/** Why a part of it is not known: a run that failed, a file that could not be read. */
export interface ReportedFailure {
  readonly message: string;
  /** Whether it stops what a violation would stop. */
  readonly blocks: boolean;
  /** What it is about, where that is not the run itself: a file, a path of Vault's API. */
  readonly subject?: string;
  /** The file that it is about. */
  readonly file?: string;
  /** Where in it: `11:5`. */
  readonly place?: string;
}

export interface ReportedRule {
  readonly id: string;
  readonly family: string;
  /** Whether it judged all that it was to judge. Where it did not, that it found nothing says nothing. */
  readonly judged: "whole" | "switched off" | "in part" | "nothing";
  /** What is known of it: nothing of a rule of another pack. */
  readonly about?: RuleData;
}

/** @param result what applying it came to */
export function reportOfPlan(plan: Plan, result?: UpOutcome, today = dayOf(new Date())): Report {
  const failures = [...plan.failures, ...failuresAfter(result)].map((failure) => ({
    message: failureWords(failure).join("\n"),
    blocks: true,
  }));
  const notAsDeclared = differences(result);
  const findings = [...plan.findings, ...(result?.applied?.findings.filter(({ blocks }) => blocks) ?? [])];
  const outcome = outcomeOf({ ...plan, findings, failures: [...failures, ...notAsDeclared] });
  return {
    what: result === undefined ? "preview" : "up",
    environment: plan.environment,
    tier: plan.tier,
    outcome,
    findings,
    failures: [...failures, ...notAsDeclared],
    rules: reportedRules(rules, findings, (id) => {
      if (plan.switchedOff.includes(id)) return "switched off";
      return plan.failures.length > 0 ? "in part" : "whole";
    }),
    operations: plan.operations,
    seconds: plan.seconds,
    home: `stacks/Pulumi.${plan.environment}.yaml`,
    today,
  };
}

function failuresAfter(result: UpOutcome | undefined) {
  return [...(result?.applied?.failures ?? []), ...(result?.verified?.failures ?? [])];
}

/** What the server has otherwise than it is declared, after an apply. */
function differences(result: UpOutcome | undefined): ReportedFailure[] {
  const resources = result?.verified?.different.map(({ urn }) => urn) ?? [];
  const mounts = result?.withSecret?.different.map(({ mount }) => `auth method "${mount}"`) ?? [];
  return [...resources, ...mounts].map((what) => ({
    message: `${what} is not as declared on the server`,
    blocks: true,
  }));
}

export function reportOfScan(result: ScanResult, today = dayOf(new Date())): Report {
  const { tier, findings, unread, seconds, vault } = result;
  const judged = rules.filter(({ kind }) => kind === "resource" || kind === "stack" || kind === "login");
  const extent = judgedOf(result);
  return {
    what: "scan",
    environment: undefined,
    tier,
    outcome: outcomeOfScan(result),
    findings,
    failures: unread.map((part) => ({
      message: sentence(part),
      blocks: part.blocks,
      subject: part.subject,
      // What could not be read of a running Vault is a path of its API.
      ...(vault === undefined ? { file: part.subject } : {}),
      ...(part.place === undefined ? {} : { place: part.place }),
    })),
    rules: reportedRules(judged, findings, () => extent),
    operations: [],
    seconds,
    home: result.read[0]?.file ?? ".",
    today,
  };
}

/** A file that could not be read is missing itself, and keeps no rule from judging the others; of one Vault, rules need the whole. */
function judgedOf({ vault, read, unread }: ScanResult): ReportedRule["judged"] {
  if (vault === undefined) return read.length === 0 ? "nothing" : "whole";
  return unread.some(({ blocks }) => blocks) ? "in part" : "whole";
}

/** Packs of others have rules of which nothing is known but what they find. */
function reportedRules(
  known: readonly RuleData[],
  findings: readonly JudgedFinding[],
  judged: (id: string) => ReportedRule["judged"],
): ReportedRule[] {
  const ids = new Set(known.map(({ id }) => id));
  const others = [...new Set(findings.map(({ ruleId }) => ruleId))].filter((id) => !ids.has(id)).sort();
  return [
    ...known.map((about) => ({ id: about.id, family: about.family, judged: judged(about.id), about })),
    ...others.map((id): ReportedRule => ({ id, family: "other", judged: judged(id) })),
  ];
}
