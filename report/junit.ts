import type { JudgedFinding } from "../plan/judged-finding";
import { byDanger } from "./danger";
import { counted } from "./layout";
import type { Report, ReportedRule } from "./report";
import { acceptedBy, acceptedWords } from "./waived";
import { xmlDocument, type XmlElement } from "./xml";

/**
 * JUnit's XML, as GitLab reads it (lib/gitlab/ci/parsers/test/junit.rb): a case for each rule. It has failed where it blocks, and has
 * been skipped where nobody can say that it has passed; why stands in both.
 */
export function junitReport(report: Report): string {
  const name = `strongroom ${report.environment ?? report.what}`;
  const cases = [...failureCases(report), ...report.rules.map((rule) => ruleCase(rule, report))];
  const counts = {
    tests: cases.length,
    failures: having(cases, "failure"),
    errors: having(cases, "error"),
    skipped: having(cases, "skipped"),
    time: report.seconds.toFixed(3),
  };
  const suite: XmlElement = { name: "testsuite", attributes: { name, ...counts }, children: cases };
  return xmlDocument({ name: "testsuites", attributes: { name: "strongroom", ...counts }, children: [suite] });
}

function having(cases: readonly XmlElement[], result: string): number {
  return cases.filter(({ children = [] }) =>
    children.some((child) => typeof child !== "string" && child.name === result),
  ).length;
}

/** What kept the rules from judging is no rule's. It is called after what it is about, as in the run before. */
function failureCases(report: Report): XmlElement[] {
  const seen = new Map<string, number>();
  return report.failures.map(({ message, blocks, file, subject = report.what }) => {
    const count = (seen.get(subject) ?? 0) + 1;
    seen.set(subject, count);
    const [first = ""] = message.split("\n");
    const result: XmlElement = blocks
      ? { name: "error", attributes: { message: first, type: "failure" }, children: [message] }
      : { name: "skipped", attributes: { message: first }, children: [message] };
    return testCase(report, { family: report.what, name: count === 1 ? subject : `${subject} ${count}`, file }, [
      result,
    ]);
  });
}

function ruleCase(rule: ReportedRule, report: Report): XmlElement {
  const findings = byDanger(report.findings.filter(({ ruleId }) => ruleId === rule.id));
  const file = findings.find(({ location }) => location !== undefined)?.location?.file;
  return testCase(report, { family: rule.family, name: rule.id, file }, resultOf(rule, findings, report));
}

interface Case {
  readonly family: string;
  readonly name: string;
  readonly file: string | undefined;
}

function testCase({ environment, what }: Report, { family, name, file }: Case, children: XmlElement[]): XmlElement {
  const classname = `strongroom.${environment ?? what}.${family}`;
  return { name: "testcase", attributes: { classname, name, file }, children };
}

function resultOf(rule: ReportedRule, findings: readonly JudgedFinding[], report: Report): XmlElement[] {
  const text = findings.map((finding) => findingText(finding, report)).join("\n\n");
  const blocking = findings.filter(({ blocks }) => blocks);
  const [first] = blocking;
  if (first !== undefined) {
    const message = `${counted(blocking.length, "finding")}: ${sentenceOf(first)}`;
    const name = blocking.some(({ verdict }) => verdict === "crash") ? "error" : "failure";
    return [{ name, attributes: { message, type: first.severity }, children: [text] }];
  }
  const why = whySkipped(rule, findings);
  if (why !== undefined)
    return [{ name: "skipped", attributes: { message: why }, children: [text === "" ? why : text] }];
  return text === "" ? [] : [{ name: "system-out", children: [text] }];
}

function whySkipped({ judged }: ReportedRule, findings: readonly JudgedFinding[]): string | undefined {
  const unknown = findings.filter(({ verdict, waiver }) => verdict === "not-evaluated" && waiver === undefined).length;
  if (unknown > 0) return `not evaluated: ${counted(unknown, "value")} not known`;
  const waived = findings.filter(({ waiver }) => waiver !== undefined).length;
  if (waived > 0) return `waived: ${counted(waived, "finding")}`;
  if (judged === "switched off") return "switched off in stacks/rules.yaml";
  if (judged === "nothing") return "nothing of Vault's was found";
  return judged === "in part" ? "not judged as a whole: see what failed" : undefined;
}

function findingText(finding: JudgedFinding, { findings, today }: Report): string {
  const { location, fix, waiver, docs, blocks, severity } = finding;
  const level = blocks ? severity : waiver === undefined ? "warning" : "waived";
  return [
    `${level}: ${sentenceOf(finding)}`,
    ...(location === undefined ? [] : [`at ${location.file}:${location.line}:${location.column}`]),
    ...(waiver === undefined ? [] : [acceptedWords(waiver, acceptedBy(finding, findings), today)]),
    ...(fix === undefined || waiver !== undefined ? [] : [`fix: ${fix}`]),
    ...(docs === "" ? [] : [docs]),
  ].join("\n");
}

function sentenceOf({ subject, path, must, found, verdict }: JudgedFinding): string {
  const where = path === undefined || path === "" ? subject : `${subject} ${path}`;
  const said = `${where} must ${must}${found === undefined ? "" : `, found ${found}`}`;
  return verdict === "not-evaluated" ? `not evaluated: ${said}` : said;
}
