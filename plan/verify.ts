import type { Stack } from "@pulumi/pulumi/automation";
import { isOnServer, operationsOf, type Operation } from "./operation";
import { failuresOfRun, notJudged, type Failure } from "./failure";
import { gather, type Watch } from "./stack";

/** Whether the server holds what was applied. */
export interface Verified {
  /** Resources read back from the server. */
  readonly read: number;
  /** Resources that are not as declared, or are gone. */
  readonly different: readonly Operation[];
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

/** Reads every resource back through the provider and compares it with the state. Changes neither. */
export async function verify(stack: Stack, watch: Watch): Promise<Verified> {
  const run = await gather(watch, (onEvent) => stack.previewRefresh({ color: "never", onEvent, signal: watch.signal }));
  const resources = operationsOf(run.events).filter(isOnServer);
  return {
    read: resources.length,
    different: resources.filter(({ kind }) => kind !== "same"),
    failures: failuresOfRun(run, notJudged),
    seconds: run.seconds,
  };
}
