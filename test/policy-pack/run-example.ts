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
  const config = example.config ?? {};
  const resources = example.resources.map((resource) => toResource(resource, example));
  switch (rule.kind) {
    case "resource":
      return [
        ...resources.flatMap((resource) => judge(rule, resource, config, environment)),
        ...(rule.overStack === undefined ? [] : judge(rule.overStack, { resources }, config, environment)),
      ];
    case "stack":
      return judge(rule, { resources }, config, environment);
    case "change":
      return [];
    case "login":
      return resources
        .filter(({ type }) => type === vaultProviderType)
        .flatMap((provider) => judge(rule, loginOf(provider, example), config, environment));
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

function toResource(resource: ExampleResource, { resources }: Example): Resource {
  const decidedBy = Object.entries(resource.decidedBy ?? {}).map(([prop, by]) => {
    const urns = resources.filter(({ name }) => name === by).map((each) => rawResource(each).urn);
    return [prop, urns] as const;
  });
  return { ...readResource(rawResource(resource)), decidedBy: new Map(decidedBy) };
}

function rawResource({ type, name = "example", props, provider, protect = false }: ExampleResource): RawResource {
  return {
    urn: `urn:pulumi:production::example::${type}::${name}`,
    type,
    name,
    props: behindProxy(props),
    options: { protect },
    ...(provider === undefined
      ? {}
      : { provider: rawResource({ type: vaultProviderType, name: "provider", props: provider }) }),
  };
}

function loginOf(provider: Resource, { token }: Example): Login {
  if (token === undefined) return { provider };
  const place = { path: ["token"] };
  const policies =
    token.policies === "no answer" ? unknown("Vault did not answer for", place) : known(token.policies, place);
  return { provider, token: { from: token.from, policies } };
}

/** Exported by @pulumi/policy 1.21, whose declarations leave it out. */
const behindProxy = unknownCheckingProxy as (props: object) => object;
