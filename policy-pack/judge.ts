import { positionOf, printPlace, type Place, type Position } from "../model/place";
import { subjectOf } from "../model/subject";
import { adviceFor, mayStandElsewhere } from "./advice";
import type { Environment } from "./environment";
import { cleanFinding, docsPage, type Finding, type UnreadSource } from "./finding";
import type { Outcome } from "./outcome";
import type { Kind, RuleData, RuleOf, Subjects } from "./rule";

/**
 * What a rule says about one subject. Never throws: a rule that fails is itself a finding, which says where it failed and not
 * with what values.
 */
export function judge<K extends Kind>(
  rule: RuleOf<K>,
  subject: Subjects[K],
  settings: unknown,
  environment: Environment,
): Finding[] {
  const file = "urn" in subject ? subject.position : undefined;
  try {
    const outcomes = rule.judge(subject, settings, environment);
    if (outcomes.length === 0) return [];
    const noun = nounOf(subject, environment);
    return outcomes.map((outcome) => toFinding(rule, noun, outcome, { file, environment }));
  } catch (error) {
    return [crash(rule, nounOf(subject, environment), error, file)];
  }
}

function nounOf(subject: Subjects[Kind], environment: Environment): string {
  if ("urn" in subject) return subjectOf(subject);
  if ("provider" in subject) return subjectOf(subject.provider);
  return environment.judged === "files" ? environment.stack : `stack ${environment.stack}`;
}

function toFinding(
  rule: RuleData,
  noun: string,
  outcome: Outcome,
  { file, environment }: { readonly file: Position | undefined; readonly environment: Environment },
): Finding {
  const { verdict, subject, urn, path, place, must, found } = outcome;
  const isElsewhere = mayStandElsewhere(outcome, environment);
  const location = (place === undefined ? undefined : positionOf(place)) ?? file;
  return cleanFinding({
    ruleId: rule.id,
    severity: rule.severity,
    verdict,
    subject: subject ?? noun,
    path,
    must,
    found: isElsewhere ? `${found}; it may stand elsewhere` : found,
    fix: adviceFor(rule, outcome, environment),
    sources: rule.sources,
    docs: docsPage(rule.id),
    ...(location === undefined ? {} : { location }),
    ...(urn === undefined ? {} : { urn }),
    ...(isElsewhere ? { onlyWarns: true } : {}),
    ...(verdict !== "not-evaluated" || place?.source === undefined ? {} : { unread: unreadSource(place.source) }),
  });
}

function unreadSource(source: Place): UnreadSource {
  const location = positionOf(source);
  return { path: printPlace(source), ...(location === undefined ? {} : { location }) };
}

/** An error's message can hold a value that it failed on, so only its class and the place in our code are shown. */
function crash(rule: RuleData, noun: string, error: unknown, file: Position | undefined): Finding {
  const name = error instanceof Error ? error.name : typeof error;
  const place = error instanceof Error ? /[\w.-]+\.ts:\d+/u.exec(error.stack ?? "")?.[0] : undefined;
  return cleanFinding({
    ruleId: rule.id,
    severity: rule.severity,
    verdict: "crash",
    subject: noun,
    must: "be judged by this rule, which failed instead",
    found: `${name}${place === undefined ? "" : ` at ${place}`}`,
    fix: "report the failure; until it is mended, nobody knows whether this is as it must be",
    sources: rule.sources,
    docs: docsPage(rule.id),
    ...(file === undefined ? {} : { location: file }),
  });
}
