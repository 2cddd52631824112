import { rules } from "../../policy-pack/rules/index";
import { reservedRules } from "../../policy-pack/rules/reserved";
import { exitCodes, Refusal, type ExitCode } from "../../problem/problem";
import { didYouMean } from "../../problem/suggestion";
import { comesWith, ruleJson, ruleList, rulePage } from "../../report/rule-page";
import type { Io } from "../io";

export interface RulesListArguments {
  readonly json: boolean;
}

/** `strongroom rules list`: every rule, and the ids that are kept for those to come. */
export function rulesList({ json }: RulesListArguments, io: Io): Promise<ExitCode> {
  const answer = { rules: rules.map(ruleJson), reserved: reservedRules };
  io.out(json ? `${JSON.stringify(answer, undefined, 2)}\n` : ruleList(rules, reservedRules));
  return Promise.resolve(exitCodes.clean);
}

export interface RulesShowArguments {
  readonly id: string;
  readonly json: boolean;
}

/** `strongroom rules show ID`: what a rule's page says. */
export function rulesShow({ id, json }: RulesShowArguments, io: Io): Promise<ExitCode> {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw noRule(id);
  io.out(json ? `${JSON.stringify(ruleJson(rule), undefined, 2)}\n` : rulePage(rule));
  return Promise.resolve(exitCodes.clean);
}

function noRule(id: string): Refusal {
  const reserved = reservedRules.find((each) => each.id === id);
  const ids = rules.map((rule) => rule.id);
  const problem =
    reserved === undefined
      ? { must: `be the id of a rule${didYouMean(id, ids)}`, fix: "strongroom rules list names them all" }
      : { must: `be the id of a rule that is there already; this one ${comesWith}` };
  return new Refusal([{ subject: JSON.stringify(id), ...problem }], { exitCode: exitCodes.usage });
}
