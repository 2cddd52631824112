import { z } from "zod";
import type { ServerWorkload } from "../../../model/platform/servers";
import { input } from "../../../model/resource";
import { asCount } from "../../../model/scalars";
import { isAbsent, known } from "../../../model/value";
import { notKnownYet } from "../../example";
import { hardenedVault, statefulSet, withProps } from "../../hardened";
import { judgeServers } from "../../judge-servers";
import { demand, show, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms } from "../../terms";

const replicas = (count: unknown) => withProps(statefulSet, { spec: { replicas: count } });
const subject = "StatefulSet vault/vault";
const path = "spec.replicas";
const must = "run an odd number of servers, at least 3";
const { spec, ...rest } = statefulSet.props;

export default defineRule({
  id: "ha-replicas",
  family: "kubernetes",
  title: "An odd number of servers, three or more, runs in a StatefulSet",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault in Kubernetes", section: "Vault Installation and Configuration" },
    { title: "Vault production checklist", section: "High Availability" },
    { title: "Vault Security", section: "Production Environment Requirements" },
  ],
  rationale:
    "A majority of the servers has to agree on every write. Of one or two servers none may be away, of four only one, as of " +
    "three: each upgrade, each drained node is an outage. Only a StatefulSet gives a server back its name and its volume, by which " +
    "the others know it again.",
  remediation: "run three or five servers in a StatefulSet",
  config: z.object({
    minimum: z.int().min(1).default(3).meta({ stricter: "higher" }).describe("the least number of servers"),
  }),
  kind: "resource",
  check: (resource, { minimum }) =>
    judgeServers(resource, mustRun(minimum), (server) => [...judgeKind(server), ...judgeReplicas(server, minimum)]),
  examples: {
    good: [
      { name: "three servers", resources: hardenedVault() },
      { name: "five servers", resources: hardenedVault({ servers: replicas(5) }) },
    ],
    bad: [
      {
        name: "a single server, which Kubernetes runs where no number is given",
        resources: hardenedVault({ servers: replicas(undefined) }),
        finds: [{ subject, path, must, found: "nothing, which is 1" }],
      },
      {
        name: "four servers",
        resources: hardenedVault({ servers: replicas(4) }),
        finds: [{ subject, path, must, found: "4" }],
      },
      {
        name: "a Deployment",
        resources: hardenedVault({
          servers: { type: "kubernetes:apps/v1:Deployment", name: "servers", props: { ...rest, spec } },
        }),
        finds: [{ subject: "Deployment vault/vault", must: "run servers in a StatefulSet", found: "a Deployment" }],
      },
      {
        name: "the official chart as it is",
        resources: [{ type: "kubernetes:helm.sh/v3:Release", props: { chart: "vault", name: "vault", values: {} } }],
        finds: [{ subject: "Release vault", path: "values.server.ha.enabled", must, found: "1" }],
      },
    ],
    unknown: [
      {
        name: "a number that another resource decides",
        resources: hardenedVault({ servers: replicas(notKnownYet) }),
        finds: [{ subject, path, must }],
      },
    ],
  },
});

function mustRun(minimum: number): string {
  return `run an odd number of servers, at least ${minimum}`;
}

function judgeKind({ kind, manifest }: ServerWorkload): Outcome[] {
  if (kind === "StatefulSet") return [];
  return [violation(manifest.inputs, { must: "run servers in a StatefulSet" }, `a ${kind}`)];
}

/** Where none is given, Kubernetes runs one (Kubernetes API, StatefulSetSpec). A Pod and a DaemonSet have no number. */
function judgeReplicas({ kind, manifest }: ServerWorkload, minimum: number): Outcome[] {
  if (kind === "Pod" || kind === "DaemonSet") return [];
  const count = asCount(input(manifest, "spec", "replicas"));
  const fix = inTheirTerms(manifest, count, {
    helm: "set server.ha.enabled and server.ha.raft.enabled to true, and server.ha.replicas to 3 or 5",
    manifest: "set spec.replicas to 3 or 5",
  });
  const requirement = { must: mustRun(minimum), ...(fix === undefined ? {} : { fix }) };
  const given = isAbsent(count) ? known<number | undefined>(1, count.place) : count;
  return demand(given, requirement, {
    known: (number = 1) => number >= minimum && number % 2 === 1,
    secret: () => false,
  }).map((outcome) => ({ ...outcome, found: isAbsent(count) ? "nothing, which is 1" : show(count) }));
}
