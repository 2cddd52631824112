import { anyOf, type Certainty } from "../certainty";
import { containersOf } from "../server/workload";
import { field, isAbsent } from "../value";
import { notRead } from "./join";
import { runsServer, type ServerWorkload } from "./servers";

/** Whether the servers are asked before they count as ready. A pod without the question is ready as soon as it runs. */
export function isAskedWhetherReady({ manifest }: ServerWorkload): Certainty {
  const probes = containersOf(manifest)
    .filter(runsServer)
    .map(({ settings }) => field(settings, "readinessProbe"));
  return anyOf(probes.map((probe) => (probe.kind === "known" ? !isAbsent(probe) : notRead(probe))));
}
