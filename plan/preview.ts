import type { PulumiFn, Stack } from "@pulumi/pulumi/automation";
import { rules } from "../policy-pack/rules/index";
import { findingsOf } from "./events";
import { failuresOfRun } from "./failure";
import { operationsOf } from "./operation";
import type { Plan } from "./plan";
import { gather, policyPack, type EngineRun, type Watch } from "./stack";

export interface PreviewOptions extends Watch {
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  readonly environment: string;
  readonly tier: string;
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

function planOf(run: EngineRun, { environment, tier }: PreviewOptions): Plan {
  const findings = findingsOf(run.events);
  return {
    environment,
    tier,
    operations: operationsOf(run.events),
    findings,
    ruleCount: rules.length,
    failures: failuresOfRun(run, { judged: true, blocked: findings.some((finding) => finding.blocks) }),
    seconds: run.seconds,
  };
}
