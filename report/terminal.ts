import { dayOf } from "../policy-pack/day";
import type { Source } from "../policy-pack/finding";
import { isChange, isOnServer, type Operation, type OperationKind } from "../plan/operation";
import type { JudgedFinding } from "../plan/judged-finding";
import { hasChanges, outcomeOf, type Plan } from "../plan/plan";
import { byDanger } from "./danger";
import { failureLines } from "./failure";
import { counted, leftAndRight, printed, seconds, table, wrapped } from "./layout";
import { countedNouns, noun } from "./noun";
import { acceptedBy, acceptedWords, waivedWords } from "./waived";

/**
 * A preview for a person at a terminal: what would be done, what the rules say, most dangerous first.
 *
 * @param today for how long a waiver still counts
 */
export function terminalReport(plan: Plan, today = dayOf(new Date())): string {
  return printed([
    leftAndRight(`Preview of ${plan.environment}`, seconds(plan.seconds)),
    ...(stoppedEarly(plan) ? [] : operationLines(plan.operations)),
    ...rulesLines(plan, today),
    ...failureLines(plan.failures),
    ...findingLines(plan.findings, today),
    "",
  ]);
}

/** Whether it ended before it saw a change. To say "no changes" then would be a guess. */
function stoppedEarly(plan: Plan): boolean {
  return outcomeOf(plan) === "failed" && !hasChanges(plan);
}

const marks: readonly (readonly [OperationKind, mark: string, verb: string])[] = [
  ["delete", "-", "to delete"],
  ["replace", "±", "to replace"],
  ["update", "~", "to change"],
  ["create", "+", "to create"],
  ["import", "=", "to import"],
];

/**
 * What would change, the destructive first. Creations are counted; everything that touches what exists is named, also where it is a
 * component such as the servers' settings, or a provider. Where anything would change, this has a line for it.
 */
export function operationLines(operations: readonly Operation[]): string[] {
  const changes = worthShowing(operations.filter(isChange));
  const rows = marks.flatMap(([kind, mark, verb]) => {
    const ofKind = changes.filter((operation) => operation.kind === kind);
    if (ofKind.length === 0) return [];
    const summary = [`${mark} ${ofKind.length} ${verb}`, countedNouns(ofKind.map(({ type }) => type))];
    const named = kind === "create" || kind === "import" ? [] : ofKind.map((operation) => ["", describe(operation)]);
    return [summary, ...named];
  });
  if (rows.length > 0) return table(rows, "  ");
  return [`  no changes    ${counted(operations.filter(isOnServer).length, "resource")} as declared`];
}

/** New components, providers and stacks come with what they are for: they are shown only where nothing else is. */
export function worthShowing(changes: readonly Operation[]): readonly Operation[] {
  const shown = changes.filter((change) => change.kind !== "create" || isOnServer(change));
  return shown.length === 0 ? changes : shown;
}

function describe({ type, name, changed }: Operation): string {
  return `${noun(type)} "${name}"${changed.length === 0 ? "" : `: ${changed.join(", ")}`}`;
}

function rulesLines(plan: Plan, today: string): string[] {
  const resources = counted(plan.operations.filter(({ kind }) => kind !== "delete").length, "resource");
  const label = "  rules".padEnd(16);
  const said = `${counted(plan.ruleCount, "rule")} on ${resources}: ${verdictWords(plan, today)}`;
  return wrapped(said, " ".repeat(label.length)).map((line, index) =>
    index === 0 ? `${label}${line.trimStart()}` : line,
  );
}

function verdictWords(plan: Plan, today: string): string {
  const counting = plan.findings.filter(({ waiver }) => waiver === undefined);
  const blocking = counting.filter((finding) => finding.blocks).length;
  const notEvaluated = counting.filter(({ verdict }) => verdict === "not-evaluated").length;
  const warnings = counting.filter((finding) => !finding.blocks && finding.verdict !== "not-evaluated").length;
  const words = [
    outcomeOf(plan) === "failed" && blocking === 0
      ? "the preview stopped before they were done"
      : blocking === 0
        ? "nothing blocks"
        : `${counted(blocking, "finding")} ${blocking === 1 ? "blocks" : "block"}`,
    ...(warnings === 0 ? [] : [counted(warnings, "warning")]),
    ...(notEvaluated === 0 ? [] : [`${notEvaluated} not evaluated`]),
    ...waivedWords(plan.findings, today),
  ];
  return words.join(", ");
}

/** Findings, most dangerous first; each with its fix and who asks for it. */
export function findingLines(findings: readonly JudgedFinding[], today = dayOf(new Date())): string[] {
  return byDanger(findings).flatMap((finding) => ["", ...oneFinding(finding, acceptedBy(finding, findings), today)]);
}

/**
 * One finding: what it does, about what and where, what must be, what was found and what to do.
 *
 * @param accepted how many findings its waiver accepts, if one does
 */
export function oneFinding(finding: JudgedFinding, accepted: number, today: string): string[] {
  const { waiver, location } = finding;
  const level = finding.blocks ? finding.severity : waiver === undefined ? "warning" : "waived";
  const found = finding.found === undefined ? "" : `, found ${finding.found}`;
  const margin = " ".repeat(11);
  const said = [
    `  ${level.padEnd(8)} ${finding.ruleId}   ${[finding.subject, finding.path ?? ""].join(" ").trim()}`,
    ...(location === undefined ? [] : [`${margin}${location.file}:${location.line}:${location.column}`]),
    ...wrapped(`${finding.verdict === "not-evaluated" ? "not evaluated: " : ""}must ${finding.must}${found}`, margin),
  ];
  if (waiver !== undefined) return [...said, ...wrapped(acceptedWords(waiver, accepted, today), margin)];
  return [
    ...said,
    ...(finding.fix === undefined ? [] : wrapped(`fix: ${finding.fix}`, margin)),
    ...(finding.sources.length === 0 ? [] : wrapped(`asked for by ${sourceWords(finding.sources)}`, margin)),
    ...(finding.docs === "" ? [] : [`${margin}${finding.docs}`]),
  ];
}

function sourceWords(sources: readonly Source[]): string {
  return sources.map(({ title, section }) => `"${title}" (${section})`).join(", ");
}
