import type { Resource } from "../../model/resource";
import { vaultProviderType } from "../../model/resource";
import { known, unknown } from "../../model/value";
import { tierOf, type Environment } from "../environment";
import type { Example } from "../example";
import type { Finding } from "../finding";
import { judge } from "../judge";
import type { Login, Rule } from "../rule";
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
  }
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
  };
}

function loginOf(provider: Resource, { token }: Example): Login {
  if (token === undefined) return { provider };
  const place = { path: ["token"] };
  const policies =
    token.policies === "no answer" ? unknown("Vault did not answer for", place) : known(token.policies, place);
  return { provider, token: { from: token.from, policies } };
}
