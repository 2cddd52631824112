import { z } from "zod";
import type { Tier } from "./environment";
import type { FindingVerdict } from "./finding";
import type { Blocks } from "./rule";

/** What a finding does to a preview: stop it, or only show. `off` silences the rule. */
export type Level = "block" | "warn" | "off";

/** What configuration can say about any rule, beside the rule's own limits. */
export const levelConfig = z.object({
  level: z
    .enum(["block", "warn", "off"])
    .optional()
    .describe("what a violation does; by default what the rule's tier asks for"),
  unknown: z
    .enum(["block", "warn"])
    .optional()
    .describe(
      "what a value that is not known at the preview does; by default it blocks in production where a violation would",
    ),
});
export type LevelConfig = z.infer<typeof levelConfig>;

/**
 * What a finding does. A value that could not be judged blocks in production if a violation would, and warns elsewhere; a rule
 * that failed always blocks, because nobody knows what it would have said.
 */
export function levelOf(
  verdict: FindingVerdict,
  rule: { readonly blocks: Blocks },
  tier: Tier,
  config: LevelConfig,
): Level {
  const level = config.level ?? defaultLevel(rule.blocks, tier);
  if (level === "off") return "off";
  switch (verdict) {
    case "crash":
      return "block";
    case "violation":
      return level;
    case "not-evaluated":
      return config.unknown ?? (tier === "production" ? level : "warn");
  }
}

function defaultLevel(blocks: Blocks, tier: Tier): Level {
  if (blocks === "everywhere") return "block";
  return blocks === "nowhere" || tier === "dev" ? "warn" : "block";
}
