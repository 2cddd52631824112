import { z } from "zod";
import { isOpen } from "../../../model/certainty";
import type { ServerWorkload } from "../../../model/platform/servers";
import { areKeptApart, type Topology } from "../../../model/platform/spreading";
import { input } from "../../../model/resource";
import { asCount } from "../../../model/scalars";
import { field } from "../../../model/value";
import { judgeServers } from "../../judge-servers";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms, type Terms } from "../../terms";
import { examples } from "./ha-spread.examples";

export default defineRule({
  id: "ha-spread",
  family: "kubernetes",
  title: "No two servers share a node, and they are spread over the zones",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "High Availability" },
    { title: "Vault in Kubernetes", section: "High Availability (HA) Considerations" },
  ],
  rationale:
    "Three servers on one node are one server: when the node goes, the majority goes, and Vault with it. The same holds for a " +
    "zone. What the scheduler only prefers it gives up exactly when nodes are short.",
  remediation:
    "require a podAntiAffinity by kubernetes.io/hostname and a topologySpreadConstraint by topology.kubernetes.io/zone",
  config: z.object({
    zones: z
      .boolean()
      .default(true)
      .meta({ stricter: "on" })
      .describe("whether servers must be spread over zones as well; a cluster can have one"),
  }),
  kind: "resource",
  check: (resource, { zones }) =>
    judgeServers(resource, requirements.node.must, (server) =>
      isSingle(server) ? [] : (zones ? topologies : onlyNodes).flatMap((topology) => judgeTopology(server, topology)),
    ),
  examples,
});

const topologies: readonly Topology[] = ["node", "zone"];
const onlyNodes: readonly Topology[] = ["node"];

const requirements: Readonly<Record<Topology, { must: string; at: string; fix: Terms }>> = {
  node: {
    must: "keep servers on different nodes",
    at: "affinity",
    fix: {
      helm: "leave server.affinity as the chart has it, or require a podAntiAffinity by kubernetes.io/hostname there",
      manifest: "require a podAntiAffinity by kubernetes.io/hostname to the pods' own labels",
    },
  },
  zone: {
    must: "keep servers in different zones",
    at: "topologySpreadConstraints",
    fix: {
      helm:
        "add to server.topologySpreadConstraints one by topology.kubernetes.io/zone with maxSkew 1 and whenUnsatisfiable " +
        "DoNotSchedule that selects the servers' labels",
      manifest:
        "add a topologySpreadConstraint by topology.kubernetes.io/zone with maxSkew 1 and whenUnsatisfiable DoNotSchedule " +
        "that selects the pods' own labels",
    },
  },
};

/** A single server shares nothing; the rule `ha-replicas` says that it is alone. */
function isSingle({ manifest, kind }: ServerWorkload): boolean {
  const count = asCount(input(manifest, "spec", "replicas"));
  return kind === "Pod" || (count.kind === "known" && (count.value ?? 1) <= 1);
}

function judgeTopology(server: ServerWorkload, topology: Topology): Outcome[] {
  // A DaemonSet has one pod on each node.
  if (server.kind === "DaemonSet" && topology === "node") return [];
  const { must, at, fix } = requirements[topology];
  const apart = areKeptApart(server, topology);
  if (apart === true) return [];
  if (isOpen(apart)) return [notEvaluated(apart, { must })];
  const value = field(server.podSpec, at);
  const theirs = inTheirTerms(server.manifest, value, fix);
  return [violation(value, { must, ...(theirs === undefined ? {} : { fix: theirs }) }, "nothing that requires it")];
}
