import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { apply } from "../../plan/apply";
import { outcomeOf, type Plan } from "../../plan/plan";
import { preview } from "../../plan/preview";
import { verify } from "../../plan/verify";
import { exitCodes, Refusal, type ExitCode } from "../../problem/problem";
import { appliedReport, type UpOutcome } from "../../report/applied";
import { jsonReport } from "../../report/json";
import { terminalReport } from "../../report/terminal";
import type { Environment } from "../../stacks/environment";
import { openEngine, type Engine } from "../engine";
import type { Io } from "../io";
import { findProject, projectEnvironment, type Project } from "../project";
import { exitCodeOf } from "./preview";

export interface UpArguments {
  readonly environment: string;
  readonly json: boolean;
  readonly yes: boolean;
}

/** `strongroom up ENV`: a preview through every rule, then exactly that plan, then a look at the server, which must be as declared. */
export async function up(options: UpArguments, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const environment = projectEnvironment(project, options.environment);
  refuseToAskNobody(options, io);
  const engine = await openEngine(project, environment, io);
  return withPlanFile(project, async (planFile) => {
    const plan = await gatedPreview(engine, project, environment, planFile, io);
    const outcome = outcomeOf(plan);
    if (!options.json) io.out(`${terminalReport(plan)}\n`);
    if (outcome !== "clean") {
      io.out(options.json ? jsonReport(plan) : "up: refused. Nothing was touched.\n");
      return exitCodeOf(outcome);
    }
    if (!options.yes && !(await confirmed(environment.name, io))) {
      io.err("Nothing was touched.\n");
      return exitCodes.clean;
    }
    const result = await applyAndVerify(engine, project, planFile, io);
    io.out(options.json ? jsonReport(plan, result) : appliedReport(environment.name, result));
    return exitCodeOfResult(result);
  });
}

export async function gatedPreview(
  { stack }: Engine,
  project: Project,
  environment: Environment,
  planFile: string,
  { signal }: Io,
): Promise<Plan> {
  const { name, tier } = environment;
  const plan = await preview(stack, { root: project.root, environment: name, tier, planFile, signal });
  signal.throwIfAborted();
  return plan;
}

export async function applyAndVerify(
  { stack }: Engine,
  project: Project,
  planFile: string,
  io: Io,
): Promise<UpOutcome> {
  const applied = await apply(stack, { root: project.root, planFile, signal: io.signal });
  io.signal.throwIfAborted();
  const failed = applied.failures.length > 0 || applied.findings.some((finding) => finding.blocks);
  const verified = failed ? undefined : await verify(stack, io.signal);
  io.signal.throwIfAborted();
  return { applied, verified };
}

function exitCodeOfResult({ applied, verified }: UpOutcome): ExitCode {
  if (applied.findings.some((finding) => finding.blocks)) return exitCodes.findingsBlock;
  const asDeclared = verified !== undefined && verified.failures.length === 0 && verified.different.length === 0;
  return asDeclared ? exitCodes.clean : exitCodes.toolFailure;
}

/** The engine's plan holds the declarations of this run: a folder that only its owner can read, gone afterwards. */
export async function withPlanFile<Result>(
  project: Project,
  work: (planFile: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(path.join(project.local, "plan-"));
  try {
    return await work(path.join(folder, "plan.json"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refuseToAskNobody({ yes, json }: UpArguments, io: Io): void {
  if (yes || (io.isTerminal && !json)) return;
  const fix = "pass --yes to apply what the gate lets through";
  throw new Refusal([{ subject: "up", must: "ask before it applies, and there is no terminal to ask on", fix }], {
    exitCode: exitCodes.usage,
  });
}

async function confirmed(environment: string, io: Io): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`Apply this to ${environment}? Only "yes" does. `, { signal: io.signal });
    return answer.trim() === "yes";
  } finally {
    terminal.close();
  }
}
