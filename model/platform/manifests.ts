import { input, type Resource } from "../resource";
import { asText } from "../scalars";
import { field, leaves, type Value } from "../value";
import { renderChart } from "./chart/render";

/**
 * The Kubernetes objects that a resource stands for: itself, or what the official chart makes of its values. Rules about the
 * platform judge these, so that a chart and a manifest mean the same. Places stay those of what the user wrote.
 */
export function manifestsOf(resource: Resource): readonly Resource[] {
  const manifests = rendered.get(resource) ?? read(resource);
  rendered.set(resource, manifests);
  return manifests;
}

const rendered = new WeakMap<Resource, readonly Resource[]>();

function read(resource: Resource): readonly Resource[] {
  const made = isRenderedByPulumi(resource) ? [] : renderChart(resource);
  return resource.type.startsWith("kubernetes:") ? [resource, ...made] : made;
}

/** Pulumi's Chart, other than its Release, makes each object a resource of the program, unless it does not know its values yet. */
function isRenderedByPulumi(resource: Resource): boolean {
  if (!/^kubernetes:helm\.sh\/v[34]:Chart$/u.test(resource.type)) return false;
  return [...leaves(input(resource, "values"))].every(({ kind }) => kind !== "unknown");
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
  // Asked of every object again and again, and types are few.
  if (!kinds.has(type)) kinds.set(type, readKind(type));
  return kinds.get(type);
}

const kinds = new Map<string, string | undefined>();

function readKind(type: string): string | undefined {
  return /^kubernetes:[^:]+:(?<kind>\w+?)(?:Patch)?$/u.exec(type)?.groups?.["kind"];
}

/** The namespace that an object is in; `default` where it names none. */
export function namespaceOf(manifest: Resource): Value<string | undefined> {
  const namespace = namespaces.get(manifest) ?? asText(field(manifest.inputs, "metadata", "namespace"));
  namespaces.set(manifest, namespace);
  return namespace;
}

/** Whatever has one name in every namespace is asked for it by everything that uses the name. */
const namespaces = new WeakMap<Resource, Value<string | undefined>>();
