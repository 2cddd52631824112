import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { z } from "zod";
import { judgedWithOf, type JudgedWith } from "../policy-pack/judged-with";
import type { Rule } from "../policy-pack/rule";
import { packName } from "./events";

/** By what the pack was to judge, as the command line itself reads it. */
export interface ExpectedPack extends JudgedWith {
  readonly rules: readonly Rule[];
  readonly stack: string;
}

const summary = z.object({
  policyPackName: z.string(),
  passed: z.array(z.string()).default([]),
  failed: z.array(z.string()).default([]),
});
/** In the CLI's event log (sdk/go/common/apitype/events.go), and not in the SDK's types. */
const summaries = z.object({
  policyAnalyzeSummaryEvent: summary.optional(),
  policyAnalyzeStackSummaryEvent: summary.optional(),
});

/**
 * How a run to its end was judged otherwise than expected; empty where it was not. A pack may have more rules. One that lacks rules, or
 * has read another tier, other settings or other waivers, is not the project's, whatever it calls itself.
 */
export function unexpectedJudging(events: readonly EngineEvent[], expected: ExpectedPack): string[] {
  const names = policiesRun(events);
  const [judged, ...others] = [...names].flatMap((name) => judgedWithOf(name) ?? []);
  if (judged === undefined || others.length > 0) {
    return ["the policy pack did not say with what it judged: it is not Strongroom's, or of another version"];
  }
  const missing = expected.rules.filter(isPolicy).filter(({ id }) => !names.has(id));
  const file = `stacks/Pulumi.${expected.stack}.yaml`;
  return [
    ...(missing.length === 0 ? [] : [`the policy pack did not judge by ${missing.map(({ id }) => id).join(", ")}`]),
    ...(judged.tier === expected.tier
      ? []
      : [`the policy pack judged for the tier ${judged.tier}, and ${file} says ${expected.tier}`]),
    ...different(judged, expected, "responsible", `strongroom:responsible in ${file}`),
    ...different(judged, expected, "settings", "stacks/rules.yaml"),
    ...different(judged, expected, "waivers", "stacks/waivers.yaml"),
  ];
}

function different(judged: JudgedWith, expected: JudgedWith, key: keyof JudgedWith, place: string): string[] {
  return judged[key] === expected[key] ? [] : [`the policy pack did not judge by what ${place} says`];
}

/** Every policy of ours that judged something, whatever came of it. */
function policiesRun(events: readonly EngineEvent[]): Set<string> {
  return new Set(
    events
      .flatMap((event) => {
        const { policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent } = summaries.safeParse(event).data ?? {};
        return [policyAnalyzeSummaryEvent ?? [], policyAnalyzeStackSummaryEvent ?? []].flat();
      })
      .filter(({ policyPackName }) => policyPackName === packName)
      .flatMap(({ passed, failed }) => [...passed, ...failed]),
  );
}

/** Rules over changes and over the rules' strictness are judged by plan/. */
function isPolicy({ kind }: Rule): boolean {
  return kind !== "change" && kind !== "strictness";
}
