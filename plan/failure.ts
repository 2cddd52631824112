import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { z } from "zod";
import { engineError } from "./engine-error";
import { packName, plainText } from "./events";
import type { EngineRun } from "./stack";

/** What a run was to be judged by, and what came of that. */
export interface Judgement {
  /** Whether the rules were to judge it: imports and refreshes are not judged. */
  readonly judged: boolean;
  /** Whether a finding stopped it; that explains why the engine ended badly. */
  readonly blocked: boolean;
}

export const notJudged: Judgement = { judged: false, blocked: false };

/**
 * Why a run failed, other than by findings; empty when it did not. A run that fails without saying why, and one that succeeds without
 * its events or without the rules, has failed: what is not understood is not clean.
 */
export function failuresOfRun(run: EngineRun, { judged, blocked }: Judgement): string[] {
  const failures = errorsIn(run.events);
  if (failures.length > 0 || blocked) return failures;
  return run.error === undefined ? incompleteness(run.events, judged) : [engineError(run.error)];
}

/** The program threw, a provider refused, the engine stopped. */
function errorsIn(events: readonly EngineEvent[]): string[] {
  const errors = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" ? [plainText(diagnosticEvent.message)] : [],
  );
  return [...new Set(errors)].filter((message) => !consequence.test(message));
}

/** What the engine adds when findings block: it follows from them and says nothing new. */
const consequence = /^(preview failed|update failed|resource \S+ is invalid)$/i;

/** The CLI writes the key in capitals, whatever the SDK's types say; its values are versions. */
const summary = z.object({ PolicyPacks: z.record(z.string(), z.string()).optional() });

function incompleteness(events: readonly EngineEvent[], judged: boolean): string[] {
  const parsed = summary.safeParse(events.find(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent);
  if (!parsed.success) return ["the engine ended without a summary: some of what it did is not known"];
  const packs = Object.keys(parsed.data.PolicyPacks ?? {});
  const ours = packs.some((pack) => pack === packName || pack.startsWith(`${packName}|`));
  return !judged || ours ? [] : ["the policy pack did not run: nothing was judged"];
}
