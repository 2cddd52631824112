import type { Resource } from "../../model/resource";
import { vaultProviderType } from "../../model/resource";
import { known, unknown } from "../../model/value";
import { tierOf, type Environment } from "../environment";
import { exampleDay, type Example } from "../example";
import type { Finding } from "../finding";
import { judge } from "../judge";
import { projectRulesOf, type ProjectRules } from "../project-rules";
import type { Login, Rule, StrictnessChange, WaiversInUse } from "../rule";
import { rules } from "../rules/index";
import { weakenings, type Strictness } from "../strictness";
import { startWaiving } from "../waiving";
import { changeOf } from "./change";
import { resourcesOf } from "./example-resource";

/**
 * What a rule says about an example: what it finds, what it could not judge, and whether it failed. Values are behind the very
 * proxies that Pulumi puts before a policy. Never throws.
 */
export function runExample(rule: Rule, example: Example): Finding[] {
  const environment = environmentOf(example);
  const config = example.config ?? {};
  const resources = resourcesOf(example);
  switch (rule.kind) {
    case "resource":
      return [
        ...resources.flatMap((resource) => judge(rule, resource, config, environment)),
        ...(rule.overStack === undefined ? [] : judge(rule.overStack, { resources }, config, environment)),
      ];
    case "stack":
      return judge(rule, { resources }, config, environment);
    case "login":
      return resources
        .filter(({ type }) => type === vaultProviderType)
        .flatMap((provider) => judge(rule, loginOf(provider, example), config, environment));
    case "change":
      return judge(rule, changeOf(example), config, environment);
    case "waivers":
      return judge(rule, waiversInUse(resources, projectRulesIn(example), environment), config, environment);
    case "strictness":
      return judge(rule, strictnessChange(example, environment), config, environment);
  }
}

function strictnessChange(example: Example, environment: Environment): StrictnessChange {
  const { onDefaultBranch } = example;
  const branch = "origin/main";
  if (onDefaultBranch === undefined) {
    return { weakenings: unknown("only a git checkout shows", { path: [] }), branch };
  }
  const after: Strictness = { ...environment, ...projectRulesIn(example) };
  const before: Strictness = {
    stack: environment.stack,
    tier: tierOf(onDefaultBranch.tier ?? environment.declaredTier),
    responsible: onDefaultBranch.responsible ?? {},
    ...projectRulesIn({ files: onDefaultBranch }),
  };
  return { weakenings: known(weakenings(before, after, rules), { path: [] }), branch };
}

/** What the example's waivers come to, where they are for rules that judge single resources. */
function waiversInUse(
  resources: readonly Resource[],
  { waivers }: ProjectRules,
  environment: Environment,
): WaiversInUse {
  const { accept, uses } = startWaiving(waivers, environment.stack, exampleDay);
  for (const rule of rules) {
    if (rule.kind !== "resource" || !waivers.some((waiver) => waiver.rule === rule.id)) continue;
    for (const resource of resources) {
      for (const finding of judge(rule, resource, {}, environment)) accept(finding, resource.urn);
    }
  }
  return { waivers: uses() };
}

/** What the example's files say, in a project with the usual environments. */
function projectRulesIn({ files }: Pick<Example, "files">): ProjectRules {
  return projectRulesOf(
    {
      rules: files?.rules?.join("\n"),
      waivers: files?.waivers?.join("\n"),
      environments: ["dev", "staging", "production"],
    },
    { rules, environment: "production", today: exampleDay },
  );
}

function environmentOf(example: Example): Environment {
  const declaredTier = "tier" in example ? example.tier : "production";
  return {
    judged: "stack",
    stack: "production",
    declaredTier,
    tier: tierOf(declaredTier),
    responsible: example.responsible ?? {},
    vaultAddress: undefined,
    vaultSkipVerify: undefined,
    ruleFileProblems: example.files === undefined ? [] : projectRulesIn(example).problems,
  };
}

function loginOf(provider: Resource, { token }: Example): Login {
  if (token === undefined) return { provider };
  const place = { path: ["token"] };
  const policies =
    token.policies === "no answer" ? unknown("Vault did not answer for", place) : known(token.policies, place);
  return { provider, token: { from: token.from, policies } };
}
