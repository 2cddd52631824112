import { createHash } from "node:crypto";
import type { Environment } from "./environment";
import type { ProjectRules } from "./project-rules";
import { rules } from "./rules/index";

/** What decides how strictly a stack is judged. Only the tier is told in clear; the rest are digests, to be compared. */
export interface JudgedWith {
  readonly tier: string;
  readonly responsible: string;
  readonly settings: string;
  readonly waivers: string;
}

/**
 * What one process takes for a stack's strictness. The pack and the command line each read it for themselves; where they differ, one of
 * them was given something else to read. What a company says of rules of its own is not in it: only its own pack knows them.
 */
export function judgedWith(
  { tier, responsible }: Pick<Environment, "tier" | "responsible">,
  { settings, waivers }: Pick<ProjectRules, "settings" | "waivers">,
): JudgedWith {
  const ids = new Set(rules.map(({ id }) => id));
  return {
    tier,
    responsible: digest(sorted(Object.entries(responsible))),
    settings: digest(sorted(Object.entries(settings).filter(([id]) => ids.has(id)))),
    waivers: digest(
      waivers
        .filter(({ rule }) => ids.has(rule))
        .map(({ rule, resource, path, environments, expires }) => [rule, resource, path ?? "", environments, expires]),
    ),
  };
}

const mark = "judged-with";

/**
 * It travels as the name of a policy that never says anything: the engine names, in its events alone, every policy that passed, so that
 * nobody is shown anything.
 */
export function policyNameOf({ tier, responsible, settings, waivers }: JudgedWith): string {
  return [mark, tier, responsible, settings, waivers].join(".");
}

/** The inverse of {@link policyNameOf}; undefined for any other name. */
export function judgedWithOf(policyName: string): JudgedWith | undefined {
  const [first, tier, responsible, settings, waivers, ...others] = policyName.split(".");
  if (first !== mark || tier === undefined || responsible === undefined || settings === undefined) return undefined;
  return waivers === undefined || others.length > 0 ? undefined : { tier, responsible, settings, waivers };
}

function sorted(entries: readonly (readonly [string, unknown])[]): unknown {
  return [...entries].sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, value]) => [key, inOrder(value)]);
}

/** In whatever order keys were written. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  return typeof value === "object" && value !== null ? sorted(Object.entries(value)) : value;
}

function digest(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}
