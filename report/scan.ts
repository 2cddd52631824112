import type { JudgedFinding } from "../plan/judged-finding";
import { outcomeOfScan, type ScanResult } from "../plan/scan";
import type { UnreadPart } from "../plan/unread-part";
import { dayOf } from "../policy-pack/day";
import { jsonVersion } from "./json-form";
import { counted, printed, wrapped } from "./layout";
import { oneFinding } from "./terminal";

export interface ScanReportOptions {
  /** The paths as they were given, for the next step. */
  readonly paths: readonly string[];
  /** Whether to name every file. */
  readonly verbose: boolean;
}

/** What a scan found, for a person at a terminal: file by file, in the order of the file, and then what it comes to. */
export function scanReport(result: ScanResult, { paths, verbose }: ScanReportOptions): string {
  return printed([
    ...(verbose ? [...fileLines(result), ""] : []),
    ...findingGroups(result).flatMap(({ file, blocks }) => [file, ...blocks.flatMap((lines) => [...lines, ""])]),
    ...wrapped(isEmpty(result) ? nothingFound(result) : summary(result), ""),
    "",
    nextStep(result, paths),
    "",
  ]);
}

/** The whole of it, for another program. */
export function scanJson(result: ScanResult): string {
  const report = { version: jsonVersion, report: "scan", outcome: outcomeOfScan(result), ...result };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

interface Group {
  readonly file: string;
  readonly blocks: readonly (readonly string[])[];
}

/** What is about several files has none of its own, and comes last. */
function findingGroups({ findings, unread, vault }: ScanResult): Group[] {
  const files = [...new Set([...unread.map(({ subject }) => subject), ...findings.map(fileOf)])].sort();
  const inOrder = [...files.filter((file) => file !== ""), ...files.filter((file) => file === "")];
  const today = dayOf(new Date());
  return inOrder.map((file) => ({
    file: file === "" ? (vault?.address ?? "all of them together") : file,
    blocks: [
      ...unread.filter(({ subject }) => subject === file).map(unreadLines),
      ...findings
        .filter((finding) => fileOf(finding) === file)
        .sort(byPlace)
        .map((finding) => oneFinding(finding, 1, today)),
    ],
  }));
}

function fileOf({ location }: JudgedFinding): string {
  return location?.file ?? "";
}

function byPlace(left: JudgedFinding, right: JudgedFinding): number {
  const [first, second] = [left.location, right.location];
  if (first === undefined || second === undefined) return left.ruleId < right.ruleId ? -1 : 1;
  return first.line - second.line || first.column - second.column || (left.ruleId < right.ruleId ? -1 : 1);
}

function unreadLines({ subject, place, path, must, found, fix }: UnreadPart): string[] {
  const margin = " ".repeat(11);
  return [
    `  not read ${place === undefined ? subject : `${subject}:${place}`}${path === undefined ? "" : ` ${path}`}`,
    ...wrapped(`must ${must}${found === undefined ? "" : `, found ${found}`}`, margin),
    ...(fix === undefined ? [] : wrapped(`fix: ${fix}`, margin)),
  ];
}

function fileLines({ read, skipped }: ScanResult): string[] {
  return [
    ...read.map(({ file, kind }) => `  read     ${file}: ${kind}`),
    ...skipped.map(({ file, because }) => `  skipped  ${file}: it ${because}`),
  ];
}

/** `12 files read (3 Kubernetes, 1 server configuration), 5 skipped; 84 rules: 4 findings block, 2 warnings` */
function summary({ vault, read, skipped, unread, findings, ruleCount }: ScanResult): string {
  const blocking = findings.filter(({ blocks }) => blocks).length;
  const warnings = findings.filter(({ blocks, waiver }) => !blocks && waiver === undefined).length;
  const notEvaluated = findings.filter(({ verdict }) => verdict === "not-evaluated").length;
  const said = [
    blocking === 0 ? "no finding blocks" : `${counted(blocking, "finding")} ${blocking === 1 ? "blocks" : "block"}`,
    ...(warnings === 0 ? [] : [counted(warnings, "warning")]),
    ...(notEvaluated === 0 ? [] : [`${notEvaluated} of them not evaluated`]),
    ...(unread.length === 0 ? [] : [`${unread.length} could not be read`]),
  ];
  const what =
    vault === undefined
      ? `${filesRead(read)}, ${skipped.length} skipped`
      : `${counted(vault.settings, "object")} read of ${vault.address}`;
  return `${what}; ${counted(ruleCount, "rule")}: ${said.join(", ")}`;
}

/** Nothing judged is nothing found, and must not look like it. */
function isEmpty({ vault, read, findings, unread }: ScanResult): boolean {
  return vault === undefined && read.length + findings.length + unread.length === 0;
}

function nothingFound({ skipped }: ScanResult): string {
  const what = skipped.length === 0 ? "no files" : `${counted(skipped.length, "file")} skipped (--verbose says why)`;
  return `nothing of Vault's was found, and so no rule judged anything: ${what}`;
}

function filesRead(read: ScanResult["read"]): string {
  const kinds = [...new Set(read.map(({ kind }) => kind))].sort();
  const counts = kinds.map((kind) => `${read.filter((each) => each.kind === kind).length} ${kind}`);
  return `${counted(read.length, "file")} read${counts.length === 0 ? "" : ` (${counts.join(", ")})`}`;
}

function nextStep(result: ScanResult, paths: readonly string[]): string {
  const again = `strongroom scan ${paths.join(" ")}`;
  if (isEmpty(result))
    return "Next: name files or folders with server configuration, Kubernetes manifests, chart values, policies or a state export";
  return outcomeOfScan(result) === "blocked"
    ? `Next: mend what blocks, then ${again}`
    : `Next: let a pipeline run ${again}, which ends with 3 when something blocks`;
}
