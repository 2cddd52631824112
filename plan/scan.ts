import path from "node:path";
import { kustomizationType } from "../model/files/kustomization";
import { withOverlays } from "../model/files/overlays";
import { isTemplateProblem } from "../model/files/template";
import { fileProblem, type FileKind, type Reading, type Skipped } from "../model/files/reading";
import { redact } from "../model/secret-text";
import { judgeScanned, scanRules, violationBlocks, type ScanFinding, type Strictness } from "../policy-pack/files";
import type { Problem } from "../problem/problem";
import type { JudgedFinding } from "./judged-finding";
import { afterKustomize } from "./kustomized";
import { withoutRepetitions } from "./repetitions";
import { unopenedApart } from "./unopened";
import type { UnreadPart } from "./unread-part";

/** What came of one file: what was read in it, why it was not, or what is wrong with the file itself. */
export interface FileRead {
  readonly file: string;
  readonly reading: Reading | Skipped | Problem;
}

/** What the rules say about files, or about a running Vault; every form of report is made from it. */
export interface ScanResult {
  readonly tier: string;
  /** The running Vault that was read, where one was. */
  readonly vault?: { readonly address: string; readonly settings: number };
  /** Files in which something was read, and so judged. */
  readonly read: readonly { readonly file: string; readonly kind: FileKind }[];
  readonly skipped: readonly { readonly file: string; readonly because: string }[];
  /** What could not be read, and so was not judged. */
  readonly unread: readonly UnreadPart[];
  readonly findings: readonly JudgedFinding[];
  readonly ruleCount: number;
  readonly seconds: number;
}

/** Judges what was read: all files together, and every state as the stack that it is. */
export function judgeFiles(files: readonly FileRead[], strictness: Strictness): Omit<ScanResult, "seconds"> {
  const readings = files.flatMap(({ file, reading }) => ("resources" in reading ? [{ file, ...reading }] : []));
  const states = readings.filter(({ kind }) => kind === "Pulumi state");
  const inFiles = readings.filter(({ kind }) => kind !== "Pulumi state").flatMap(({ resources }) => resources);
  const problems = files.flatMap(({ reading }) => problemsOf(reading));
  const blocks = stopsUnread(strictness);
  const { resources: together, unread: unapplied } = afterKustomize(inFiles, blocks);
  const judged = [
    ...judgeTogether(together, strictness),
    ...states.flatMap(({ resources, file }) => judgeState(resources, file, strictness)),
  ];
  const { findings, unread } = unopenedApart(judged, (ruleId) => blocks && violationBlocks(ruleId, strictness));
  return {
    tier: strictness.tier,
    read: readings.filter(({ resources }) => resources.length > 0).map(({ file, kind }) => ({ file, kind })),
    skipped: files.flatMap(({ file, reading }) => skippedBecause(reading).map((because) => ({ file, because }))),
    unread: [
      ...templatesTogether(problems).map((problem) => ({ ...withoutSecrets(problem), ...wayOut(problem), blocks })),
      ...files.flatMap((each) => notScanned(each, files)).map((problem) => ({ ...problem, blocks: false })),
      ...unapplied,
      ...unread,
    ],
    findings,
    ruleCount: scanRules.length,
  };
}

/** Judges a running Vault: what it has enabled is all that it has; how it runs and is backed up, it does not say. */
export function judgeLive(
  { address, resources, unread }: LiveRead,
  strictness: Strictness,
): Omit<ScanResult, "seconds"> {
  const blocks = stopsUnread(strictness);
  const scanned = { resources, judged: "stack", stack: address, elsewhere: ["server", "backup"] } as const;
  return {
    tier: strictness.tier,
    vault: { address, settings: resources.length },
    read: [],
    skipped: [],
    unread: unread.map((problem) => ({ ...problem, blocks })),
    findings: judgeScanned(scanned, strictness),
    ruleCount: scanRules.length,
  };
}

/** Whatever stands in what nobody read stops what a misspelled setting of the rules would: everywhere but on somebody's own machine. */
function stopsUnread({ tier }: Strictness): boolean {
  return tier !== "dev";
}

/** What was read from a running Vault. */
export interface LiveRead {
  readonly address: string;
  readonly resources: Reading["resources"];
  readonly unread: readonly Problem[];
}

function judgeTogether(resources: Reading["resources"], strictness: Strictness): ScanFinding[] {
  const { resources: all, overlays } = withOverlays(resources);
  const findings = judgeScanned({ resources: all, judged: "files", stack: "these files" }, strictness);
  return withoutRepetitions(findings, [...overlays, ...fromKustomizations(all)]);
}

/** Kustomizations and what they generate: a literal stands in both. */
function fromKustomizations(resources: Reading["resources"]): Reading["resources"] {
  const kustomizations = resources.filter(({ type }) => type === kustomizationType);
  const files = new Set(kustomizations.map(({ position }) => position?.file));
  return resources.filter(({ position }) => position !== undefined && files.has(position.file));
}

/** A stack's name is the first part of its URNs. */
function judgeState(resources: Reading["resources"], file: string, strictness: Strictness): ScanFinding[] {
  const stack = /^urn:pulumi:([^:]+)::/u.exec(resources[0]?.urn ?? "")?.[1] ?? file;
  return judgeScanned({ resources, judged: "stack", stack }, strictness).map((finding) => ({
    ...finding,
    location: finding.location ?? { file, line: 1, column: 1 },
  }));
}

/** What could not be read is neither read nor skipped. */
function skippedBecause(reading: FileRead["reading"]): string[] {
  if ("because" in reading) return [reading.because];
  return "resources" in reading && reading.resources.length + reading.problems.length === 0 ? ["declares nothing"] : [];
}

function problemsOf(reading: FileRead["reading"]): readonly Problem[] {
  if ("because" in reading) return [];
  return "problems" in reading ? reading.problems : [reading];
}

/** Often such a file is on another machine only, so that it is said and stops nothing. */
function notScanned({ reading }: FileRead, files: readonly FileRead[]): Problem[] {
  if (!("takesFrom" in reading)) return [];
  const scanned = new Set(files.map(({ file }) => path.resolve(file)));
  return (reading.takesFrom ?? [])
    .filter(({ file, position }) => !scanned.has(path.resolve(path.dirname(position.file), file)))
    .map(({ file, position }) => {
      const what = { must: "take its values from files that are scanned with it", found: JSON.stringify(file) };
      return fileProblem(position, { ...what, fix: `scan ${file} as well` });
    });
}

/** A chart or a role has many templates, and rendering it is one step: one problem stands for those of one folder. */
function templatesTogether(problems: readonly Problem[]): Problem[] {
  const folders = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = isTemplateProblem(problem) ? JSON.stringify([path.dirname(problem.subject), problem.fix]) : "";
    folders.set(key, [...(folders.get(key) ?? []), problem]);
  }
  return [...folders].flatMap(([key, inFolder]) => {
    const [first, ...others] = inFolder;
    if (key === "" || first === undefined || others.length === 0) return inFolder;
    const { subject, must, fix } = first;
    const found = `${inFolder.length} templates`;
    return [{ subject: path.dirname(subject), must, found, ...(fix === undefined ? {} : { fix }) }];
  });
}

/** What is nobody's concern here can be left out, and a reader should not have to look for how. */
function wayOut({ fix = "mend it" }: Problem): Pick<Problem, "fix"> {
  return { fix: fix.includes("--exclude") ? fix : `${fix}, or leave it out with --exclude` };
}

function withoutSecrets(problem: Problem): Problem {
  return problem.found === undefined ? problem : { ...problem, found: redact(problem.found) };
}

export type ScanOutcome = "blocked" | "clean";

export function outcomeOfScan({ findings, unread }: ScanResult): ScanOutcome {
  return [...findings, ...unread].some(({ blocks }) => blocks) ? "blocked" : "clean";
}
