import type { z } from "zod";
import { known, type Value } from "../model/value";
import type { RuleSettings } from "./configuration";
import { duties, isResponsible, tiers, type Environment, type Tier } from "./environment";
import { levelConfig, levelOf } from "./level";
import { show } from "./outcome";
import type { RuleData } from "./rule";
import { isWeaker } from "./stricter";
import { waiverName, type Waiver } from "./waiver";
import type { Weakening } from "./weakening";

/** Everything of an environment that decides how strictly it is judged. */
export interface Strictness {
  readonly stack: string;
  readonly tier: Tier;
  readonly responsible: Environment["responsible"];
  readonly settings: RuleSettings;
  /** Those of the whole project. */
  readonly waivers: readonly Waiver[];
}

/** Every way in which the second is weaker than the first. */
export function weakenings(before: Strictness, after: Strictness, rules: readonly RuleData[]): Weakening[] {
  return [
    ...tierWeakening(before, after),
    ...responsibilityWeakenings(before, after),
    ...rules.flatMap((rule) => ruleWeakenings(rule, before, after)),
    ...waiversIn(after).flatMap((waiver) => waiverWeakening(waiver, waiversIn(before))),
  ];
}

function tierWeakening(before: Strictness, after: Strictness): Weakening[] {
  if (tiers.indexOf(after.tier) >= tiers.indexOf(before.tier)) return [];
  return [{ what: "strongroom:tier", must: `be ${before.tier}`, found: after.tier }];
}

/** A duty that another stack has is judged there and not here. */
function responsibilityWeakenings(before: Strictness, after: Strictness): Weakening[] {
  return duties
    .filter((duty) => isResponsible(before, duty) && !isResponsible(after, duty))
    .map((duty) => ({
      what: `strongroom:responsible.${duty}`,
      must: `be this stack's: ${after.stack}`,
      found: after.responsible[duty] ?? "nothing",
    }));
}

const strengths = ["off", "warn", "block"];

/** Levels are compared in one tier: a lower tier lowers them all, and is said once. */
function ruleWeakenings(rule: RuleData, before: Strictness, after: Strictness): Weakening[] {
  const [was, is] = [before.settings[rule.id] ?? {}, after.settings[rule.id] ?? {}];
  const levels = (["level", "unknown"] as const).flatMap((key) => {
    const verdict = key === "level" ? "violation" : "not-evaluated";
    const [first, second] = [was, is].map((settings) =>
      levelOf(verdict, rule, after.tier, levelConfig.safeParse(settings).data ?? {}),
    );
    if (first === undefined || second === undefined || strengths.indexOf(second) >= strengths.indexOf(first)) return [];
    return [{ what: `${rule.id}.${key}`, must: `be ${first}`, found: second }];
  });
  const limits = Object.entries<z.ZodType>(rule.config.shape).flatMap(([name, limit]) => {
    const [first, second] = [limit.safeParse(was[name]).data, limit.safeParse(is[name]).data];
    if (!isWeaker(limit, first, second)) return [];
    return [{ what: `${rule.id}.${name}`, must: `be as strict as ${shown(first)}`, found: shown(second) }];
  });
  // What is not said of unknown values follows the level, and need not be said twice.
  const [level, ...others] = levels;
  return [...(level === undefined ? [] : level.what.endsWith(".level") ? [level] : [level, ...others]), ...limits];
}

function waiversIn({ waivers, stack }: Strictness): Waiver[] {
  return waivers.filter(({ environments }) => environments.includes(stack));
}

function waiverWeakening(waiver: Waiver, before: readonly Waiver[]): Weakening[] {
  const what = `waiver ${waiverName(waiver)}${waiver.path === undefined ? "" : ` ${waiver.path}`}`;
  const same = before.filter(
    ({ rule, resource, path }) => rule === waiver.rule && resource === waiver.resource && path === waiver.path,
  );
  const until = same
    .map(({ expires }) => expires)
    .sort()
    .at(-1);
  if (until !== undefined && waiver.expires <= until) return [];
  const must = until === undefined ? "not be there" : `expire on ${until}`;
  return [{ what, must, found: `until ${waiver.expires}, by ${waiver.owner}`, position: waiver.position }];
}

function shown(limit: unknown): string {
  if (Array.isArray(limit)) return limit.length === 0 ? "no item" : limit.map(shown).join(", ");
  const value: Value<unknown> = known(limit, { path: [] });
  return show(value);
}
