import { unknownCheckingProxy } from "@pulumi/policy";
import { readResource, vaultProviderType, type RawResource, type Resource } from "../../model/resource";
import { withDropIns } from "../../model/server/drop-ins";
import { inStack } from "../../model/vault/in-stack";
import type { Example, ExampleResource } from "../example";
import { revealSecrets } from "./secret-value";

/** The resources of an example as rules get them from Pulumi. */
export function resourcesOf({ resources }: Pick<Example, "resources">): Resource[] {
  const read = resources.map((resource) => {
    const decidedBy = decidersOf(resource, resources);
    return decidedBy === undefined ? readOnce(resource) : { ...readOnce(resource), decidedBy };
  });
  return inStack(withDropIns(read));
}

/** What the state has in an example of a change. */
export function stateOf({ before = [] }: Pick<Example, "before">): Resource[] {
  return before.map(readOnce);
}

/** Examples share resources, and reading one behind proxies takes its time. */
const read = new WeakMap<ExampleResource, Resource>();

function readOnce(resource: ExampleResource): Resource {
  const known = read.get(resource) ?? readResource(rawResource(resource));
  read.set(resource, known);
  return known;
}

function decidersOf({ decidedBy }: ExampleResource, resources: readonly ExampleResource[]): Resource["decidedBy"] {
  if (decidedBy === undefined) return undefined;
  return new Map(
    Object.entries(decidedBy).map(([prop, by]) => [
      prop,
      resources.filter(({ name }) => name === by).map((each) => rawResource(each).urn),
    ]),
  );
}

function rawResource({ type, name = "example", props, provider, protect }: ExampleResource): RawResource {
  const { revealed, names } = revealSecrets(props);
  return {
    urn: `urn:pulumi:production::example::${type}::${name}`,
    type,
    name,
    props: behindProxy(revealed),
    additionalSecretOutputs: names,
    ...(protect === undefined ? {} : { options: { protect } }),
    ...(provider === undefined
      ? {}
      : { provider: rawResource({ type: vaultProviderType, name: "provider", props: provider }) }),
  };
}

/** Exported by @pulumi/policy 1.21, whose declarations leave it out. */
const behindProxy = unknownCheckingProxy as (props: object) => object;
