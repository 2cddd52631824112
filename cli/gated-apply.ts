import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { apply, type Applied } from "../plan/apply";
import { responsibleStacks } from "../policy-pack/environment";
import type { JudgingOptions } from "../plan/judging";
import { hasChanges, type Plan } from "../plan/plan";
import { settlePending } from "../plan/pending";
import { preview, type PreviewOptions } from "../plan/preview";
import type { Watch } from "../plan/stack";
import { removeStaleLocks } from "../plan/stale-lock";
import type { DefaultBranchOptions } from "../plan/strictness";
import { verify } from "../plan/verify";
import type { UpOutcome } from "../report/applied";
import { counted } from "../report/layout";
import type { Environment } from "../stacks/environment";
import { isRunning } from "../toolchain/process-group";
import type { Engine } from "./engine";
import type { Io } from "./io";
import type { Project } from "./project";
import { resourceIds } from "./resource-ids";
import { settingsWithSecret } from "./settings-with-secret";
import { waiting } from "./waiting";

/** One environment, and the engine that is opened on it. */
export interface Target {
  readonly project: Project;
  readonly environment: Environment;
  readonly engine: Engine;
  readonly io: Io;
}

/** Clears up after runs that were killed: their locks, plans, and what they had begun. Says what it did. */
export async function clearUp(
  { engine, project, environment, io }: Target,
  tell: (line: string) => void,
): Promise<void> {
  const removeLocks = () => removeStaleLocks(project.state, project.name, environment.name);
  for (const { pid, timestamp } of await removeLocks()) {
    tell(`removed the lock of process ${pid}, which was killed (since ${timestamp})`);
  }
  await removeAbandonedPlans(project);
  const { stack, location } = engine;
  const settled = await settlePending({
    stack,
    location,
    scratch: project.local,
    ids: resourceIds,
    refuseIfHeld: removeLocks,
    signal: io.signal,
  });
  if (settled > 0) tell(`read ${settled} resources back from the server that an interrupted apply had begun`);
}

/** A preview through every rule. Where nothing blocks, `planFile` then holds the engine's plan, for {@link applyPlan}. */
export function gatedPreview(target: Target, planFile: string, options: DefaultBranchOptions = {}): Promise<Plan> {
  return previewTarget(target, { planFile, ...options });
}

/** A preview of the target's own program, or of another one in its place. */
export async function previewTarget(
  target: Target,
  options: Pick<PreviewOptions, "planFile" | "program"> & DefaultBranchOptions = {},
): Promise<Plan> {
  const { engine, environment, io } = target;
  const plan = await watched(io, `previewing ${environment.name}`, (watch) =>
    preview(engine.stack, { ...judgingOptions(target), ...options, ...watch }),
  );
  io.signal.throwIfAborted();
  return plan;
}

function judgingOptions({ engine, project, environment }: Target): JudgingOptions {
  const { name, tier, responsible } = environment;
  return {
    root: project.root,
    location: engine.location,
    environment: name,
    tier,
    responsible: responsibleStacks(responsible),
  };
}

/** Applies exactly what was previewed, if that is anything, and reads the server back. */
export async function applyPlan(target: Target, plan: Plan, planFile: string): Promise<UpOutcome> {
  const { engine, environment, io } = target;
  const applied = hasChanges(plan)
    ? await watched(io, `applying to ${environment.name}`, (watch) =>
        apply(engine.stack, { ...judgingOptions(target), planFile, ...watch }),
      )
    : undefined;
  io.signal.throwIfAborted();
  if (applied !== undefined && hasFailed(applied)) return { applied, verified: undefined };
  const verified = await watched(io, "reading the server back", (watch) => verify(engine.stack, watch));
  io.signal.throwIfAborted();
  const withSecret = await settingsWithSecret(target, plan);
  return { applied, verified, ...(withSecret === undefined ? {} : { withSecret }) };
}

/** Work of the engine, with a progress line that counts its resources. */
function watched<Result>(io: Io, what: string, work: (watch: Watch) => Promise<Result>): Promise<Result> {
  return waiting(io, what, (detail) =>
    work({ signal: io.signal, onResources: (count) => detail(counted(count, "resource")) }),
  );
}

function hasFailed({ failures, findings }: Applied): boolean {
  return failures.length > 0 || findings.some((finding) => finding.blocks);
}

/** The engine's plan repeats the declaration: it lies in a folder that only its owner can read, and is gone afterwards. */
export async function withPlanFile<Result>(
  { project }: Target,
  work: (planFile: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(project.local, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(project.local, `plan-${process.pid}-`));
  try {
    return await work(path.join(folder, "plan.json"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The folders of {@link withPlanFile} whose process was killed. */
async function removeAbandonedPlans({ local }: Project): Promise<void> {
  for (const name of await readdir(local)) {
    const pid = /^plan-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(path.join(local, name), { recursive: true, force: true });
  }
}
