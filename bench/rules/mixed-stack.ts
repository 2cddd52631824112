import type { ExampleResource } from "../../policy-pack/example";
import { intact } from "../../test/policy-pack/mutations/intact";

/**
 * A stack of that many resources of Vault's and of Kubernetes': a hardened Vault, once, and for the rest what a company has much of,
 * policies and roles in Vault and the applications' own ConfigMaps and Deployments.
 */
export function mixedStack(count: number): ExampleResource[] {
  const many = intact.resources.filter(({ name }) => repeated.includes(name ?? ""));
  const copies = Array.from({ length: Math.max(0, count - intact.resources.length) }, (_, index) => {
    const original = many[index % many.length];
    return original === undefined ? [] : [copyOf(original, Math.floor(index / many.length))];
  });
  return [...intact.resources.slice(0, count), ...copies.flat()];
}

const repeated: readonly string[] = ["api-policy", "ci", "api-role", "shop-authority", "api"];

/** The names that its role, its policy or its object has, and those of what it goes with. */
function copyOf(original: ExampleResource, number: number): ExampleResource {
  const names = /"(name|roleName|namespace)":"(api|ci|shop)"|"(tokenPolicies)":\["api"\]/gu;
  const text = JSON.stringify(original.props).replace(names, (all) =>
    all.replace(/(api|ci|shop)("\]?)$/u, `$1-${number}$2`),
  );
  const props: unknown = JSON.parse(text);
  return { ...original, name: `${original.name}-${number}`, props: props as ExampleResource["props"] };
}
