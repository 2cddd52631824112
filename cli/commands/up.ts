import { hasChanges, outcomeOf } from "../../plan/plan";
import type { DefaultBranchOptions } from "../../plan/strictness";
import { exitCodes, Refusal, type ExitCode } from "../../problem/problem";
import { appliedReport, isAsDeclared, type UpOutcome } from "../../report/applied";
import { jsonReport } from "../../report/json";
import { reportOfPlan, type Report } from "../../report/report";
import { terminalReport } from "../../report/terminal";
import { defaultBranchOptions } from "../default-branch-options";
import { openEngine } from "../engine";
import { applyPlan, clearUp, gatedPreview, withPlanFile, type Target } from "../gated-apply";
import { canConfirm, confirmed } from "../confirmation";
import type { Io } from "../io";
import { findProject, projectEnvironment } from "../project";
import { openReportFiles } from "../report-files";
import type { ReportFileOptions } from "../report-options";
import { exitCodeOf } from "./preview";

export interface UpArguments extends DefaultBranchOptions, ReportFileOptions {
  readonly environment: string;
  readonly json: boolean;
  readonly yes: boolean;
}

/** `strongroom up ENV`: a preview through every rule, then exactly that plan, then a look at the server, which must be as declared. */
export async function up(options: UpArguments, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const writeReports = openReportFiles(options, io);
  const environment = projectEnvironment(project, options.environment);
  refuseToAskNobody(options, io);
  const engine = await openEngine(project, environment, io);
  const target: Target = { project, environment, engine, io };
  return withPlanFile(target, (planFile) => upWithPlanFile(target, planFile, { ...options, writeReports }, io));
}

interface Gated extends UpArguments {
  readonly writeReports: (report: Report) => Promise<void>;
}

async function upWithPlanFile(target: Target, planFile: string, options: Gated, io: Io): Promise<ExitCode> {
  const { json, yes, writeReports } = options;
  await clearUp(target, (line) => io.err(`  ${line}\n`));
  const plan = await gatedPreview(target, planFile, defaultBranchOptions(options));
  const outcome = outcomeOf(plan);
  await writeReports(reportOfPlan(plan));
  if (!json) io.out(`${terminalReport(plan)}\n`);
  if (outcome !== "clean") {
    io.out(json ? jsonReport(plan) : "up: refused. Nothing was touched.\n");
    return exitCodeOf(outcome);
  }
  const { name } = target.environment;
  if (hasChanges(plan) && !yes && !(await confirmed(`Apply this to ${name}?`, io))) {
    io.err("Nothing was touched.\n");
    return exitCodes.toolFailure;
  }
  const result = await applyPlan(target, plan, planFile);
  await writeReports(reportOfPlan(plan, result));
  io.out(json ? jsonReport(plan, result) : appliedReport(name, result));
  return exitCodeOfResult(result);
}

function exitCodeOfResult(result: UpOutcome): ExitCode {
  if (result.applied?.findings.some((finding) => finding.blocks) === true) return exitCodes.findingsBlock;
  return isAsDeclared(result) ? exitCodes.clean : exitCodes.toolFailure;
}

function refuseToAskNobody({ yes, json }: UpArguments, io: Io): void {
  if (yes || (canConfirm(io) && !json)) return;
  const fix = "pass --yes to apply what the gate lets through";
  throw new Refusal([{ subject: "up", must: "ask before it applies, and there is no terminal to ask on", fix }], {
    exitCode: exitCodes.usage,
  });
}
