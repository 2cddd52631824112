import type { Resource } from "../resource";
import { asList, asText } from "../scalars";
import { podSpecOf } from "../server/workload";
import { asUnknown, field, isAbsent, known, unknown, type Unknown, type Value } from "../value";
import { manifestsIn } from "./manifests";

/** What keeps a workload's containers from being known: its pods, the list of them, or one of them. */
export function openContainersOf(manifest: Resource): Unknown[] {
  const podSpec = podSpecOf(manifest);
  if (podSpec === undefined) return [];
  const containers = asList(field(podSpec, "containers"));
  if (containers.kind !== "known") return [asUnknown(containers, "is a secret text")];
  return containers.value.filter((container) => container.kind === "unknown");
}

/**
 * What a container's environment sets a variable to; not known where any of its entries could be it, or where the value stands
 * elsewhere. The last entry of a name counts (Kubernetes API, Container).
 */
export function variableOf(container: Value, name: string): Value<string | undefined> {
  const entries = asList(field(container, "env"));
  if (entries.kind !== "known") return asUnknown(entries, "is a secret text");
  const named = entries.value.map((entry) => ({ entry, isIt: asText(field(entry, "name")) }));
  const own = named.filter(({ isIt }) => isIt.kind === "known" && isIt.value === name).at(-1)?.entry;
  const open = named.find(({ isIt }) => isIt.kind !== "known")?.isIt;
  if (own === undefined) return open ?? known(undefined, entries.place);
  const value = field(own, "value");
  const isElsewhere = isAbsent(value) && !isAbsent(field(own, "valueFrom"));
  return isElsewhere ? unknown("stands outside the workload", value.place) : asText(value);
}

/** A workload of which it is not known what it runs. */
export interface OpenWorkload {
  readonly manifest: Resource;
  readonly open: Unknown;
}

export function openWorkloadsIn(resources: readonly Resource[]): OpenWorkload[] {
  return manifestsIn(resources).flatMap((manifest) => {
    const [open] = openContainersOf(manifest);
    return open === undefined ? [] : [{ manifest, open }];
  });
}
