import { z } from "zod";
import type { ServerWorkload } from "../../../model/platform/servers";
import { missedSignals } from "../../../model/platform/stopping";
import { input } from "../../../model/resource";
import { asCount, asText } from "../../../model/scalars";
import { field, isAbsent, known } from "../../../model/value";
import { notKnownYet } from "../../example";
import { hardenedVault, statefulSet, withContainer, withProps } from "../../hardened";
import { judgeServers } from "../../judge-servers";
import { demand, show, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { inTheirTerms, type Terms } from "../../terms";

const pods = (spec: object) => hardenedVault({ servers: withProps(statefulSet, { spec: { template: { spec } } }) });
const strategy = (updateStrategy: unknown) =>
  hardenedVault({ servers: withProps(statefulSet, { spec: { updateStrategy } }) });
const subject = "StatefulSet vault/vault";
const onDelete = "leave it to its operators which server is replaced when (OnDelete)";
const grace = "have 30 seconds or more to stop";
const signal = "tell Vault to stop before its pod ends";

export default defineRule({
  id: "graceful-upgrade",
  family: "kubernetes",
  title: "Servers are upgraded one by one, in an order of choice, and have time to stop",
  severity: "medium",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "Vault upgrade strategy" },
    {
      title: "What I learned after a year of setting up and running HashiCorp Vault in production",
      section: "Production-grading Vault",
    },
  ],
  // HashiCorp's order: standbys first, the active server last (Vault documentation, Run Vault on Kubernetes, Upgrading).
  rationale:
    "A rolling update goes by the pods' numbers: it restarts the active server when its turn comes, the next one gets the " +
    "leadership, and then its own turn comes. Each change is a pause for all clients. A server that is killed before it could hand " +
    "over keeps the leadership until that runs out.",
  remediation:
    "set the update strategy to OnDelete and the grace period to 60 seconds; delete standbys first, the active server last",
  config: z.object({
    graceSeconds: z
      .int()
      .min(1)
      .default(30)
      .meta({ stricter: "higher" })
      .describe("the least time that a server has to stop, its preStop hook included"),
  }),
  kind: "resource",
  check: (resource, { graceSeconds }) =>
    judgeServers(resource, onDelete, (server) => [
      ...judgeStrategy(server),
      ...judgeGrace(server, graceSeconds),
      ...judgeSignal(server),
    ]),
  examples: {
    good: [
      { name: "OnDelete and a minute", resources: hardenedVault() },
      { name: "Kubernetes' own grace period", resources: pods({ terminationGracePeriodSeconds: undefined }) },
      {
        name: "a shell that makes way for Vault",
        resources: hardenedVault({ servers: withContainer({ lifecycle: undefined }) }),
      },
    ],
    bad: [
      {
        name: "a rolling update, which is what Kubernetes does by itself",
        resources: strategy(undefined),
        finds: [
          { subject, path: "spec.updateStrategy.type", must: onDelete, found: "nothing, which is RollingUpdate" },
        ],
      },
      {
        name: "a rolling update that is asked for",
        resources: strategy({ type: "RollingUpdate" }),
        finds: [{ subject, path: "spec.updateStrategy.type", must: onDelete, found: '"RollingUpdate"' }],
      },
      {
        name: "the official chart's ten seconds",
        resources: [
          {
            type: "kubernetes:helm.sh/v3:Release",
            props: { chart: "vault", name: "vault", values: { server: { ha: { enabled: true } } } },
          },
        ],
        finds: [
          {
            subject: "Release vault",
            path: "values.server.terminationGracePeriodSeconds",
            must: grace,
            found: "10",
          },
        ],
      },
      {
        name: "a shell that stays, and no hook",
        resources: hardenedVault({
          servers: withContainer({
            args: ["ulimit -c 0 && vault server -config=/vault/config/vault.hcl"],
            lifecycle: undefined,
          }),
        }),
        finds: [
          {
            subject,
            path: "spec.template.spec.containers[0].lifecycle.preStop",
            must: signal,
            found: "nothing",
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a strategy that another resource decides",
        resources: strategy({ type: notKnownYet }),
        finds: [{ subject, path: "spec.updateStrategy.type", must: onDelete }],
      },
    ],
  },
});

/** A Deployment cannot leave it open; the rule `ha-replicas` says what to use. Without one it is RollingUpdate (Kubernetes API). */
function judgeStrategy({ manifest, kind }: ServerWorkload): Outcome[] {
  if (kind !== "StatefulSet" && kind !== "DaemonSet") return [];
  const type = asText(input(manifest, "spec", "updateStrategy", "type"));
  const fix = {
    helm: "set server.updateStrategyType to OnDelete",
    manifest: "set spec.updateStrategy.type to OnDelete",
  };
  return demand(type, requirement(manifest, type, onDelete, fix), {
    known: (name) => name === "OnDelete",
    secret: () => false,
  }).map((outcome) => ({ ...outcome, found: isAbsent(type) ? "nothing, which is RollingUpdate" : show(type) }));
}

/** Where none is given it is 30 seconds (Kubernetes API, PodSpec). */
function judgeGrace({ manifest, podSpec }: ServerWorkload, seconds: number): Outcome[] {
  const given = asCount(field(podSpec, "terminationGracePeriodSeconds"));
  const period = isAbsent(given) ? known<number | undefined>(30, given.place) : given;
  const fix = {
    helm: "set server.terminationGracePeriodSeconds to 60",
    manifest: "set terminationGracePeriodSeconds of the pods to 60",
  };
  return demand(period, requirement(manifest, period, `have ${seconds} seconds or more to stop`, fix), {
    known: (count = 0) => count >= seconds,
    secret: () => false,
  });
}

function judgeSignal(server: ServerWorkload): Outcome[] {
  const fix = { manifest: "start Vault by exec in the script, or add a preStop hook that sends it SIGTERM" };
  return missedSignals(server).flatMap((hook) =>
    demand(hook, requirement(server.manifest, hook, signal, fix), { known: () => false, secret: () => true }),
  );
}

function requirement(
  manifest: ServerWorkload["manifest"],
  value: Parameters<typeof inTheirTerms>[1],
  must: string,
  terms: Terms,
) {
  const fix = inTheirTerms(manifest, value, terms);
  return { must, ...(fix === undefined ? {} : { fix }) };
}
