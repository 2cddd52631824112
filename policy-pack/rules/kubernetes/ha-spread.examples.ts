import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault, statefulSet, withProps } from "../../hardened";

const labels = { "app.kubernetes.io/name": "vault", component: "server" };
const selector = { labelSelector: { matchLabels: labels } };
const byNode = { topologyKey: "kubernetes.io/hostname", ...selector };
const byZone = {
  topologyKey: "topology.kubernetes.io/zone",
  maxSkew: 1,
  whenUnsatisfiable: "DoNotSchedule",
  ...selector,
};

const pods = (spec: Readonly<Record<string, unknown>>) =>
  hardenedVault({ servers: withProps(statefulSet, { spec: { template: { spec } } }) });
const required = (...terms: readonly unknown[]) => ({
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms },
});

const subject = "StatefulSet vault/vault";
const node = {
  subject,
  path: "spec.template.spec.affinity",
  must: "keep servers on different nodes",
  found: "nothing that requires it",
};
const zone = {
  subject,
  path: "spec.template.spec.topologySpreadConstraints",
  must: "keep servers in different zones",
  found: "nothing that requires it",
};

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "anti-affinity by node and a spread over zones", resources: hardenedVault() },
    {
      name: "spreads over both",
      resources: pods({
        affinity: undefined,
        topologySpreadConstraints: [byZone, { ...byZone, topologyKey: "kubernetes.io/hostname" }],
      }),
    },
    {
      name: "anti-affinity by zone, which keeps servers on different nodes as well",
      resources: pods({
        affinity: required({ topologyKey: byZone.topologyKey, ...selector }),
        topologySpreadConstraints: undefined,
      }),
    },
    {
      name: "a cluster with one zone",
      resources: pods({ topologySpreadConstraints: undefined }),
      config: { zones: false },
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "a preference",
      resources: pods({
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: undefined,
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: byNode }],
          },
        },
        topologySpreadConstraints: [{ ...byZone, whenUnsatisfiable: "ScheduleAnyway" }],
      }),
      finds: [node, zone],
    },
    {
      name: "an anti-affinity to the pods of something else, and a spread that allows two more",
      resources: pods({
        affinity: required({ ...byNode, labelSelector: { matchLabels: { app: "shop" } } }),
        topologySpreadConstraints: [{ ...byZone, maxSkew: 2 }],
      }),
      finds: [node, zone],
    },
    {
      name: "an anti-affinity to pods in another namespace",
      resources: pods({ affinity: required({ ...byNode, namespaces: ["shop"] }) }),
      finds: [node],
    },
    {
      name: "the official chart in its highly available mode",
      resources: [
        {
          type: "kubernetes:helm.sh/v3:Release",
          props: { chart: "vault", name: "vault", values: { server: { ha: { enabled: true } } } },
        },
      ],
      finds: [{ ...zone, subject: "Release vault", path: "values.server.topologySpreadConstraints" }],
    },
  ],
  unknown: [
    {
      name: "a label that is known only after the apply",
      resources: pods({
        affinity: required({ ...byNode, labelSelector: { matchLabels: { component: notKnownYet } } }),
      }),
      finds: [
        {
          subject,
          path: "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchLabels.component",
          must: node.must,
        },
      ],
    },
  ],
};
