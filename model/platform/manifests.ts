import type { Resource } from "../resource";
import { asText } from "../scalars";
import { field, type Value } from "../value";

/**
 * The Kubernetes objects that a resource stands for: itself, or what the official chart makes of its values. Rules about the
 * platform judge these, so that a chart and a manifest mean the same. Places stay those of what the user wrote.
 */
export function manifestsOf(resource: Resource): readonly Resource[] {
  return resource.type.startsWith("kubernetes:") ? [resource] : [];
}

/** All of them in a stack, converted once for all rules. */
export function manifestsIn(resources: readonly Resource[]): readonly Resource[] {
  const manifests = converted.get(resources) ?? resources.flatMap(manifestsOf);
  converted.set(resources, manifests);
  return manifests;
}

const converted = new WeakMap<readonly Resource[], readonly Resource[]>();

/** `StatefulSet` of `kubernetes:apps/v1:StatefulSet`; a patch counts as what it patches. Undefined for what is no Kubernetes object. */
export function kindOf({ type }: Resource): string | undefined {
  return /^kubernetes:[^:]+:(?<kind>\w+?)(?:Patch)?$/u.exec(type)?.groups?.["kind"];
}

/** The namespace that an object is in; `default` where it names none. */
export function namespaceOf(manifest: Resource): Value<string | undefined> {
  return asText(field(manifest.inputs, "metadata", "namespace"));
}
