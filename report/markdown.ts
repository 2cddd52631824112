import type { JudgedFinding } from "../plan/judged-finding";
import { isChange, type Operation, type OperationKind } from "../plan/operation";
import { byDanger } from "./danger";
import { counted, seconds } from "./layout";
import { code, codeBlock, prose } from "./markdown-text";
import { countedNouns, noun } from "./noun";
import type { Report } from "./report";
import { fitted, type Section } from "./shortened";
import { worthShowing } from "./terminal";
import { acceptedBy, acceptedWords } from "./waived";

/** How long a comment may be, in characters. */
export const longestComment = { gitHub: 65_536, gitLab: 1_000_000 } as const;

/**
 * A comment for a pull or merge request: what would be destroyed, what blocks, and the rest folded. Where it is too long, the least
 * dangerous is left out first, and counted; what would be destroyed never is.
 */
export function markdownReport(report: Report, longest: number = longestComment.gitHub): string {
  return fitted(
    [
      { always: headline(report) },
      destroyed(report, longest),
      failed(report),
      findingSection("Blocks", blocking(report), report),
      { always: counts(report) },
      folded(report),
    ],
    longest,
  );
}

/** The first line is what a pipeline finds its own comment by, to replace it. */
function headline({
  what,
  environment,
  tier,
  findings,
  failures,
  outcome,
  rules,
  seconds: duration,
}: Report): string[] {
  const blocks = findings.filter((finding) => finding.blocks).length;
  const unread = failures.filter((failure) => failure.blocks).length;
  const words = [
    ...(outcome === "failed" ? ["failed"] : []),
    ...(blocks === 0 ? [] : [`blocked by ${counted(blocks, "finding")}`]),
    ...(outcome === "blocked" && unread > 0 ? [`${unread} could not be read`] : []),
  ];
  return [
    `<!-- strongroom ${what === "scan" ? what : `environment ${environment ?? ""}`} -->`,
    `### Strongroom: ${prose(environment ?? what)} — ${words.length === 0 ? withoutWords(rules) : words.join(", ")}`,
    `${counted(rules.length, "rule")} · tier ${prose(tier)} · ${what} ${seconds(duration)}`,
  ];
}

function withoutWords(rules: Report["rules"]): string {
  return rules.every(({ judged }) => judged === "nothing") ? "nothing of Vault's was found" : "clean";
}

function destroyed({ operations }: Report, longest: number): Section {
  const removals = operations.filter(({ kind }) => kind === "delete" || kind === "replace");
  if (removals.length === 0) return { always: [] };
  // What exists on a server comes before what only groups it.
  const sorted = [...removals].sort((left, right) => Number(right.custom) - Number(left.custom));
  const whole = sorted.map((removal) => [removalLine(removal)]);
  const isLong = whole.join("\n").length > longest / 2;
  return {
    always: ["", `**Would destroy** ${prose(countedNouns(removals.map(({ type }) => type)))}`, ""],
    items: isLong ? sorted.map((removal) => [removalLine({ ...removal, changed: [] })]) : whole,
    left: (count) => `- and ${count} more, for which no comment has room: strongroom preview names them all`,
  };
}

function removalLine({ kind, type, name, changed }: Operation): string {
  const why = changed.length === 0 ? "" : `: ${changed.map(code).join(", ")} changed`;
  return `- ${kind} ${prose(noun(type))} ${code(name)}${why}`;
}

function failed({ failures, what }: Report): Section {
  const heading = what === "scan" ? "**Not read**" : "**Failed**";
  const ordered = [...failures].sort((left, right) => Number(right.blocks) - Number(left.blocks));
  return {
    always: ordered.length === 0 ? [] : ["", heading],
    items: ordered.map(({ message }) => ["", ...codeBlock(message)]),
    left: (count) => `- ${count} more left out to keep this comment short`,
  };
}

function blocking({ findings }: Report): JudgedFinding[] {
  return byDanger(findings.filter((finding) => finding.blocks));
}

function findingSection(heading: string, findings: readonly JudgedFinding[], report: Report): Section {
  return {
    always: findings.length === 0 ? [] : ["", `**${heading}** ${findings.length}`, ""],
    items: findings.map((finding) => findingLines(finding, report)),
    left: (count) => `- ${counted(count, "more finding")} left out to keep this comment short`,
  };
}

function findingLines(finding: JudgedFinding, { findings, today }: Report): string[] {
  const { ruleId, severity, subject, path = "", must, found, fix, verdict, location, waiver } = finding;
  const where = [code(subject), ...(path === "" ? [] : [code(path)])].join(" ");
  const at = location === undefined ? "" : ` at ${code(`${location.file}:${location.line}`)}`;
  const said = `must ${prose(must)}${found === undefined ? "" : `, found ${code(found)}`}`;
  return [
    `- ${code(ruleId)} (${severity}) ${where}${at}: ${verdict === "not-evaluated" ? "not evaluated: " : ""}${said}`,
    ...(waiver === undefined ? [] : [`  <br>${prose(acceptedWords(waiver, acceptedBy(finding, findings), today))}`]),
    ...(fix === undefined || waiver !== undefined ? [] : [`  <br>fix: ${prose(fix)}`]),
  ];
}

const columns: readonly OperationKind[] = ["create", "import", "update", "replace", "delete"];

function counts({ what, environment = "", operations, outcome }: Report): string[] {
  if (what === "scan") return [];
  const changes = worthShowing(operations.filter(isChange));
  const cells = columns.map((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count > 0 && (kind === "replace" || kind === "delete") ? `**${count}**` : `${count}`;
  });
  const result = outcome === "clean" ? "clean" : `**${outcome}**`;
  return [
    "",
    "| | create | import | change | replace | delete | |",
    "|---|---|---|---|---|---|---|",
    `| ${[prose(environment), ...cells, result].join(" | ")} |`,
  ];
}

/** What a person need not see to know whether to worry. */
function folded(report: Report): Section {
  const others = byDanger(report.findings.filter((finding) => !finding.blocks));
  const changes = worthShowing(report.operations.filter(isChange)).filter(
    ({ kind }) => kind !== "delete" && kind !== "replace",
  );
  if (others.length + changes.length === 0) return { always: [] };
  const waived = others.filter(({ waiver }) => waiver !== undefined).length;
  const unknown = others.filter(({ verdict, waiver }) => verdict === "not-evaluated" && waiver === undefined).length;
  const summary = [
    counted(others.length - waived - unknown, "warning"),
    `${waived} waived`,
    `${unknown} not evaluated`,
    ...(report.what === "scan" ? [] : [counted(changes.length, "other change")]),
  ];
  return {
    always: ["", `<details><summary>${summary.join(" · ")}</summary>`, ""],
    items: [
      ...others.map((finding) => findingLines(finding, report)),
      ...changes.map((change) => [changeLine(change)]),
    ],
    left: (count) => `- ${count} more left out to keep this comment short`,
    end: ["", "</details>"],
  };
}

function changeLine({ kind, type, name, changed }: Operation): string {
  const what = changed.length === 0 ? "" : `: ${changed.map(code).join(", ")}`;
  return `- ${kind === "update" ? "change" : kind} ${prose(noun(type))} ${code(name)}${what}`;
}
