import { asList } from "../scalars";
import { asUnknown, field, type Unknown, type Value } from "../value";

/** Every container of a pod, those that prepare it as well; of a list that is not known, what keeps it from being. */
export function allContainersOf(podSpec: Value): (Value | Unknown)[] {
  return ["containers", "initContainers"].flatMap((name) => {
    const containers = asList(field(podSpec, name));
    return containers.kind === "known" ? [...containers.value] : [asUnknown(containers, "is a secret text")];
  });
}
