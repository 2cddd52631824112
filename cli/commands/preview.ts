import { exitCodes, type ExitCode } from "../../problem/problem";
import { outcomeOf, type Outcome } from "../../plan/plan";
import type { DefaultBranchOptions } from "../../plan/strictness";
import { jsonReport } from "../../report/json";
import { reportOfPlan } from "../../report/report";
import { terminalReport } from "../../report/terminal";
import { defaultBranchOptions } from "../default-branch-options";
import { openEngine } from "../engine";
import { previewTarget } from "../gated-apply";
import type { Io } from "../io";
import { findProject, projectEnvironment } from "../project";
import { openReportFiles } from "../report-files";
import type { ReportFileOptions } from "../report-options";

export interface PreviewArguments extends DefaultBranchOptions, ReportFileOptions {
  readonly environment: string;
  readonly json: boolean;
}

/** `strongroom preview ENV`: what would change, and what the rules say about it. Changes nothing and needs no Vault. */
export async function previewCommand(options: PreviewArguments, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const writeReports = openReportFiles(options, io);
  const environment = projectEnvironment(project, options.environment);
  const engine = await openEngine(project, environment, io);
  const plan = await previewTarget({ project, environment, engine, io }, defaultBranchOptions(options));
  await writeReports(reportOfPlan(plan));
  io.out(options.json ? jsonReport(plan) : `${terminalReport(plan)}\n${nextStep(outcomeOf(plan), environment.name)}\n`);
  return exitCodeOf(outcomeOf(plan));
}

export function exitCodeOf(outcome: Outcome): ExitCode {
  return { failed: exitCodes.toolFailure, blocked: exitCodes.findingsBlock, clean: exitCodes.clean }[outcome];
}

function nextStep(outcome: Outcome, environment: string): string {
  switch (outcome) {
    case "clean":
      return `Next: strongroom up ${environment}`;
    case "blocked":
      return `Nothing was touched. Next: fix what blocks, then strongroom preview ${environment}`;
    case "failed":
      return `Nothing was touched. The preview could not be finished, so the rest is not known.`;
  }
}
