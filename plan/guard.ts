import { deletionsIn, type Change } from "../model/change";
import { vaultProviderType, type Resource } from "../model/resource";
import { loginOf, type Surroundings } from "../policy-pack/connection";
import type { Environment } from "../policy-pack/environment";
import type { Finding } from "../policy-pack/finding";
import { judge } from "../policy-pack/judge";
import { levelConfig, levelOf } from "../policy-pack/level";
import type { ChangeRule, LoginRule, Rule } from "../policy-pack/rule";
import type { JudgedFinding } from "./judged-finding";

export interface GuardOptions {
  readonly environment: Environment;
  /** Of the process in which providers would log in. */
  readonly surroundings: Surroundings;
  /** What the project says of a rule, by its id. */
  readonly settings?: (ruleId: string) => unknown;
}

/**
 * What the rules say about what a preview plans. Pulumi's policies never see it: they are shown what a program declares, and neither
 * what goes nor the provider with which it goes.
 */
export async function guard(rules: readonly Rule[], change: Change, options: GuardOptions): Promise<JudgedFinding[]> {
  const { environment, surroundings, settings = () => ({}) } = options;
  const stack = change.operations.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? "";
  const ofChange = rules.filter(isChangeRule).flatMap((rule) => {
    const found = judge(rule, change, settings(rule.id), environment);
    return judged(rule, found, stack, options);
  });
  const logins = await Promise.all(
    providersOfRemovals(change).map(async (provider) => {
      const login = await loginOf(provider, surroundings);
      return rules.filter(judgesOldLogins).flatMap((rule) => {
        return judged(rule, judge(rule, login, settings(rule.id), environment), provider.urn, options);
      });
    }),
  );
  return [...ofChange, ...logins.flat()];
}

function isChangeRule(rule: Rule): rule is ChangeRule {
  return rule.kind === "change";
}

function judgesOldLogins(rule: Rule): rule is LoginRule {
  return rule.kind === "login" && rule.judgesRemovals === true;
}

/** Providers that a program no longer declares, and with which the engine deletes what they have made, as the state has them. */
function providersOfRemovals(change: Change): Resource[] {
  const used = new Set(deletionsIn(change).map(({ before }) => before.resource.provider?.urn));
  return change.operations.flatMap(({ kind, urn, before }) => {
    const isOld = before?.resource.type === vaultProviderType && (kind === "delete" || kind === "replace");
    return isOld && used.has(urn) ? [before.resource] : [];
  });
}

/** Findings at their levels. @param urn of what they are about, where they do not say */
export function judged(
  rule: Rule,
  findings: readonly Finding[],
  urn: string,
  { environment, settings = () => ({}) }: Pick<GuardOptions, "environment" | "settings">,
): JudgedFinding[] {
  const levels = levelConfig.safeParse(settings(rule.id)).data ?? {};
  return findings.flatMap((finding) => {
    const level = levelOf(finding.verdict, rule, environment.tier, levels);
    return level === "off" ? [] : [{ ...finding, urn: finding.urn ?? urn, blocks: level === "block" }];
  });
}
