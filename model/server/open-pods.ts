import type { Resource } from "../resource";
import { asList } from "../scalars";
import { asUnknown, field, type Unknown, type Value } from "../value";
import { containersOf, podSpecOf, type Container } from "./workload";

/** What of a workload's pods is not known and could be anything: all of them, a list of containers, or one of them. */
export function openContainersIn(workload: Resource): Unknown[] {
  const podSpec = podSpecOf(workload);
  if (podSpec === undefined) return [];
  if (podSpec.kind !== "known") return [asUnknown(podSpec, "is a secret text")];
  return ["containers", "initContainers", "ephemeralContainers"].flatMap((name) => {
    const containers = asList(field(podSpec, name));
    if (containers.kind !== "known") return [asUnknown(containers, "is a secret text")];
    return containers.value.filter(isUnknown);
  });
}

/** The same together with what is not known of the containers' command lines, and of which variables they have. */
export function openPodPartsOf(workload: Resource): Unknown[] {
  if (podSpecOf(workload) === undefined) return [];
  const containers = containersOf(workload).filter(isKnown);
  return [
    ...openContainersIn(workload),
    ...containers.flatMap(({ commandLine, openVariables }) => [...commandLine.filter(isUnknown), ...openVariables]),
  ];
}

/** Whether it is one of which not everything is open. */
export function isKnown({ settings }: Container): boolean {
  return settings.kind === "known";
}

function isUnknown(value: Value<unknown>): value is Unknown {
  return value.kind === "unknown";
}
