import { unknownCheckingProxy } from "@pulumi/policy";
import { readResource, vaultProviderType, type RawResource, type Resource } from "../../model/resource";
import { known, unknown } from "../../model/value";
import { tierOf, type Environment } from "../../policy-pack/environment";
import type { Example, ExampleResource } from "../../policy-pack/example";
import type { Finding } from "../../policy-pack/finding";
import { judge } from "../../policy-pack/judge";
import type { Login, Rule } from "../../policy-pack/rule";

/** What a rule says about an example, its values behind the very proxies that Pulumi puts before a policy. */
export function runExample(rule: Rule, example: Example): Finding[] {
  const environment = environmentOf(example);
  const resources = example.resources.map((resource) => readResource(rawResource(resource)));
  switch (rule.kind) {
    case "resource":
      return resources.flatMap((resource) => judge(rule, resource, example.config ?? {}, environment));
    case "stack":
      return judge(rule, { resources }, example.config ?? {}, environment);
    case "login":
      return resources
        .filter(({ type }) => type === vaultProviderType)
        .flatMap((provider) => judge(rule, loginOf(provider, example), example.config ?? {}, environment));
  }
}

function environmentOf({ tier, responsible = {}, ...example }: Example): Environment {
  const declaredTier = "tier" in example || tier !== undefined ? tier : "production";
  return { stack: "production", declaredTier, tier: tierOf(declaredTier), responsible, vaultAddress: undefined };
}

function rawResource({ type, name = "example", props, provider }: ExampleResource): RawResource {
  return {
    urn: `urn:pulumi:production::example::${type}::${name}`,
    type,
    name,
    props: unknownCheckingProxy(props),
    ...(provider === undefined
      ? {}
      : { provider: rawResource({ type: vaultProviderType, name: "provider", props: provider }) }),
  };
}

function loginOf(provider: Resource, { token }: Example): Login {
  const place = { path: ["token"] };
  if (token === undefined) return { provider, tokenFrom: "", tokenPolicies: known(undefined, place) };
  const tokenPolicies =
    token.policies === "no answer" ? unknown("Vault did not answer for", place) : known(token.policies, place);
  return { provider, tokenFrom: token.from, tokenPolicies };
}
