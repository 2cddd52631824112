import { PolicyPack, type Policies, type PolicyPackConfig, type StackValidationPolicy } from "@pulumi/policy";
import { getProject } from "@pulumi/pulumi";
import type { RuleSettings } from "./configuration";
import { ownSurroundings } from "./connection";
import { dayOf } from "./day";
import { deserializeOnce } from "./deserialize-once";
import type { Environment } from "./environment";
import { readEnvironment } from "./environment-config";
import { judgedWith, policyNameOf } from "./judged-with";
import { projectAround, readProjectRules, type ProjectRules } from "./project-rules";
import { toPolicies } from "./pulumi";
import type { Rule } from "./rule";
import { rules } from "./rules/index";
import { reservedRules } from "./rules/reserved";
import { startWaiving } from "./waiving";

/**
 * Starts the pack in this process: Strongroom's rules, and a company's own beside them, as strict as the project says.
 *
 * @throws {Error} where one of its own has the id of another rule, or one that is reserved, or is about planned changes, which no pack
 * sees: a rule that would never be asked must not look as if it held
 */
export function strongroomPack(own: readonly Rule[] = []): PolicyPack {
  const all = [...rules, ...own];
  const ids = all.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) throw new Error(`two rules of one pack have the same id: ${twice.join(", ")}`);
  const reserved = ids.filter((id) => reservedRules.some((rule) => rule.id === id));
  if (reserved.length > 0) throw new Error(`a rule has an id that is kept for one to come: ${reserved.join(", ")}`);
  const unasked = own.filter(({ kind }) => kind === "change" || kind === "strictness").map(({ id }) => id);
  if (unasked.length > 0)
    throw new Error(`no pack sees planned changes, which these rules judge: ${unasked.join(", ")}`);
  const surroundings = ownSurroundings();
  const environment = readEnvironment(surroundings);
  const today = dayOf(new Date());
  const said = readProjectRules(projectAround(process.cwd(), getProject()), {
    rules: all,
    environment: environment.stack,
    today,
  });
  const policies = toPolicies(
    all,
    { ...environment, ruleFileProblems: said.problems },
    surroundings,
    startWaiving(said.waivers, environment.stack, today),
  );
  deserializeOnce();
  const settings = settingsOf(policies, said.settings);
  return new PolicyPack("strongroom", { policies: [...policies, attestation(environment, said)] }, settings);
}

/** Tells plan/ with what this pack judges, and nobody else anything. */
function attestation(environment: Environment, said: ProjectRules): StackValidationPolicy {
  return {
    name: policyNameOf(judgedWith(environment, said)),
    description: "Says with which tier, settings and waivers the rules judge.",
    enforcementLevel: "advisory",
    validateStack: () => undefined,
  };
}

/**
 * Pulumi lays --policy-pack-config over these settings, key by key, and refuses those of a policy that it does not know: the rules
 * over planned changes are plan/'s.
 */
function settingsOf(policies: Policies, settings: RuleSettings): PolicyPackConfig {
  const names = new Set(policies.map(({ name }) => name));
  return Object.fromEntries(Object.entries(settings).filter(([id]) => names.has(id)));
}
