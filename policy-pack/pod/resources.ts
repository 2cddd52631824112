import type { ServerWorkload } from "../../model/platform/servers";
import { asText } from "../../model/scalars";
import { field, type Value } from "../../model/value";
import { demand, type Outcome } from "../outcome";
import { podRequirement } from "./requirement";

/** What the scheduler must know of, and what keeps one container from taking all. A limit on processor time is not asked for: it slows a server down. */
const asked: readonly (readonly string[])[] = [
  ["requests", "cpu"],
  ["requests", "memory"],
  ["limits", "memory"],
];

export function judgeResources({ manifest }: ServerWorkload, container: Value): Outcome[] {
  return asked.flatMap((path) => {
    const value = asText(field(container, "resources", ...path));
    const setting = `resources.${path.join(".")}`;
    const requirement = podRequirement(manifest, value, { must: `have ${setting}`, setting, helm: "server.resources" });
    return demand(value, requirement, {
      known: (amount) => amount !== undefined && amount !== "",
      secret: () => false,
    });
  });
}
