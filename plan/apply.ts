import type { Stack } from "@pulumi/pulumi/automation";
import { findingsOf } from "./events";
import { operationsOf, type Operation } from "./operation";
import type { JudgedFinding } from "./judged-finding";
import { failuresOfRun, type Failure } from "./failure";
import { expectedPack, judgingOf, type JudgingOptions } from "./judging";
import { gather, policyPack, type Watch } from "./stack";

export interface ApplyOptions extends Watch, JudgingOptions {
  /** The engine's plan from the preview that was accepted. */
  readonly planFile: string;
}

/** What an apply did. Without failures, it did what its plan said. */
export interface Applied {
  readonly operations: readonly Operation[];
  readonly findings: readonly JudgedFinding[];
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

/** Applies exactly one plan; the engine refuses to do anything that is not in it. The rules judge once more, now with every value known. */
export async function apply(stack: Stack, options: ApplyOptions): Promise<Applied> {
  const expected = expectedPack(judgingOf(options));
  const run = await gather(options, (onEvent) =>
    stack.up({
      policyPacks: [policyPack(options.root)],
      plan: options.planFile,
      color: "never",
      onEvent,
      signal: options.signal,
    }),
  );
  const findings = findingsOf(run.events);
  return {
    operations: operationsOf(run.events),
    findings,
    failures: failuresOfRun(run, { expected, blocked: findings.some((finding) => finding.blocks) }),
    seconds: run.seconds,
  };
}
