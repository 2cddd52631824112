import type { PulumiFn, Stack } from "@pulumi/pulumi/automation";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { ownSurroundings } from "../policy-pack/connection";
import type { ProjectRules } from "../policy-pack/project-rules";
import { rules } from "../policy-pack/rules/index";
import { acceptGuard, withoutUsed } from "./accepted";
import { findingsOf } from "./events";
import { failuresOfRun, type Failure } from "./failure";
import { guard } from "./guard";
import type { JudgedFinding } from "./judged-finding";
import { expectedPack, judgingOf, type JudgingOptions } from "./judging";
import { operationsOf, type Operation } from "./operation";
import type { Plan } from "./plan";
import { plannedChange } from "./planned-operations";
import { refusedRemoval, refusedRemovalsIn } from "./refused-removal";
import { gather, policyPack, type EngineRun, type Watch } from "./stack";
import { exportState, type StateFile } from "./state-file";
import { judgeStrictness, type StrictnessOptions } from "./strictness";
import { unseenOperations } from "./unseen";

export interface PreviewOptions extends Watch, StrictnessOptions, JudgingOptions {
  /** Where to keep the engine's own plan, so that an apply does exactly this. Not written when findings block. */
  readonly planFile?: string;
  /** Previews this program instead of the project's own. */
  readonly program?: PulumiFn;
}

/** A preview of one environment through the policy pack. Nothing is changed and no lock is taken. */
export async function preview(stack: Stack, options: PreviewOptions): Promise<Plan> {
  const run = await gather(options, (onEvent) =>
    stack.preview({
      policyPacks: [policyPack(options.root)],
      ...(options.planFile === undefined ? {} : { plan: options.planFile }),
      ...(options.program === undefined ? {} : { program: options.program }),
      color: "never",
      onEvent,
      signal: options.signal,
    }),
  );
  return planOf(run, options);
}

async function planOf(run: EngineRun, options: PreviewOptions): Promise<Plan> {
  const { environment, tier, location } = options;
  const seen = operationsOf(run.events);
  const state = needsState(run.events, seen) ? await exportState(location) : undefined;
  const operations = state === undefined ? seen : withUnseen(run.events, seen, state);
  const judging = judgingOf(options);
  const guarded = acceptGuard(
    await guard(rules, plannedChange(run.events, operations, state), {
      environment: judging.environment,
      surroundings: { ...ownSurroundings(), environment: { ...process.env, ...location.environment } },
      settings: (ruleId) => judging.project.settings[ruleId] ?? {},
    }),
    judging,
  );
  const found = [
    ...(await judgeStrictness(options, judging)),
    ...withoutUsed(findingsOf(run.events), guarded.inUse),
    ...guarded.findings,
  ];
  const failures = failuresOfRun(run, {
    expected: expectedPack(judging),
    blocked: found.some((finding) => finding.blocks),
  });
  // A preview that stopped early does not show what a waiver is still for.
  const findings = failures.length === 0 ? [...found, ...guarded.ofWaivers] : found;
  return {
    environment,
    tier,
    operations,
    findings,
    ruleCount: rules.length,
    switchedOff: switchedOff(judging.project),
    failures: failures.filter((failure) => !isFound(failure, findings)),
    seconds: run.seconds,
  };
}

function switchedOff({ settings }: ProjectRules): string[] {
  return Object.keys(settings)
    .filter((id) => settings[id]?.["level"] === "off")
    .sort();
}

/** The state says what goes with what that is removed, and what the engine left out when it refused to remove something. */
function needsState(events: readonly EngineEvent[], operations: readonly Operation[]): boolean {
  const isRemoved = ({ kind }: Operation) => kind === "delete" || kind === "replace";
  return operations.some(isRemoved) || refusedRemovalsIn(events).length > 0;
}

function withUnseen(events: readonly EngineEvent[], seen: readonly Operation[], state: StateFile): Operation[] {
  return [...seen, ...unseenOperations(events, new Set(seen.map(({ urn }) => urn)), state)];
}

/** Whether a failure is only that the engine refuses what a finding blocks anyway, and says better. */
function isFound({ message }: Failure, findings: readonly JudgedFinding[]): boolean {
  const refused = refusedRemoval(message);
  return refused !== undefined && findings.some(({ blocks, urn }) => blocks && urn === refused.urn);
}
