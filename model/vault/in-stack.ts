import type { Resource } from "../resource";
import { mountOf, routeOf } from "./mount";
import { namespacesIn } from "./namespace";
import { splitByForm } from "./namespaced-path";
import { joined, namespaceOf, pathBelow, requestNamespaceOf, vaultOf } from "./vault";
import { isBelowMount, writtenPathOf } from "./write";

/**
 * The resources of a stack, of which each write below a mount knows the others, and whether its path begins with a namespace or with
 * a mount.
 */
export function inStack(resources: readonly Resource[]): Resource[] {
  if (!resources.some(isBelowMount)) return [...resources];
  const surroundings = surroundingsIn(resources);
  const placed = resources.map((resource) =>
    isBelowMount(resource) ? { ...resource, pathNamespace: pathNamespaceOf(resource, surroundings) } : resource,
  );
  return placed.map((resource) => (isBelowMount(resource) ? { ...resource, siblings: placed } : resource));
}

/** What a stack declares, each at its path from the root namespace. */
interface Surroundings {
  readonly namespaces: readonly Declared[];
  readonly engines: readonly Declared[];
}

interface Declared {
  readonly vault: string;
  readonly path: string;
}

function surroundingsIn(resources: readonly Resource[]): Surroundings {
  const at = (resource: Resource, path: string): Declared => ({
    vault: vaultOf(resource, undefined),
    path: joined(namespaceOf(resource), path),
  });
  return {
    namespaces: resources.flatMap((resource) => namespacesIn([resource]).map((path) => at(resource, path))),
    engines: resources.flatMap((resource) => {
      const mount = mountOf(resource);
      const route = mount?.kind === "engine" ? routeOf(mount) : undefined;
      return route?.kind === "known" && route.value !== "" ? [at(resource, route.value)] : [];
    }),
  };
}

/**
 * A namespace that the stack declares is one, whatever follows it; behind it, and where none is declared, the form decides. Vault lets no
 * namespace have the path of a mount, or one below it: what is below an engine is the engine's.
 */
function pathNamespaceOf(resource: Resource, { namespaces, engines }: Surroundings): string {
  const path = writtenPathOf(resource);
  if (path?.kind !== "known") return "";
  const vault = vaultOf(resource, undefined);
  const base = requestNamespaceOf(resource);
  const isHere = (each: Declared): boolean => each.vault === vault;
  const declared = longest(
    namespaces
      .filter(isHere)
      .flatMap((each) => pathBelow(base, each.path) ?? [])
      .filter((each) => path.value.startsWith(`${each}/`)),
  );
  const rest = pathBelow(declared, path.value) ?? path.value;
  const whole = joined(declared, splitByForm(rest, resource.type === "vault:generic/secret:Secret").namespace);
  const isInEngine = engines.filter(isHere).some((engine) => `${joined(base, whole)}/`.startsWith(`${engine.path}/`));
  return isInEngine ? declared : whole;
}

function longest(paths: readonly string[]): string {
  return [...paths].sort((left, right) => right.length - left.length)[0] ?? "";
}
