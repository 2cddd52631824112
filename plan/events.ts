import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { cleanFinding } from "../policy-pack/finding";
import { parseMessage } from "../policy-pack/message";
import type { JudgedFinding } from "./judged-finding";

/** The name our pack gives itself. */
export const packName = "strongroom";

/** The findings of one run. Those of other packs a user adds are passed on in their own words. */
export function findingsOf(events: readonly EngineEvent[]): JudgedFinding[] {
  return events.flatMap(({ policyEvent }) => {
    if (policyEvent === undefined) return [];
    const blocks = policyEvent.enforcementLevel === "mandatory";
    const urn = policyEvent.resourceUrn ?? "";
    const finding = policyEvent.policyPackName === packName ? parseMessage(policyEvent.message) : undefined;
    if (finding !== undefined) return [{ ...finding, urn, blocks }];
    return [
      {
        ...cleanFinding({
          ruleId: policyEvent.policyName,
          severity: "high",
          verdict: "violation",
          subject: urn,
          must: `satisfy the policy pack ${policyEvent.policyPackName}`,
          found: plainText(policyEvent.message),
          sources: [],
          docs: "",
        }),
        urn,
        blocks,
      },
    ];
  });
}

/** Text without the engine's colour tags (`<{%reset%}>`) and the blank lines around it. */
export function plainText(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "").trim();
}
