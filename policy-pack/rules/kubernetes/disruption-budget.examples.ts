import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault, statefulSet, withProps } from "../../hardened";

const labels = { "app.kubernetes.io/name": "vault", component: "server" };
const budget = (spec: object, namespace = "vault") => ({
  type: "kubernetes:policy/v1:PodDisruptionBudget",
  name: "disruption-budget",
  props: { metadata: { name: "vault", namespace }, spec: { selector: { matchLabels: labels }, ...spec } },
});
const withBudget = (spec: object, namespace?: string) => hardenedVault({ disruptionBudget: budget(spec, namespace) });
const release = (values: object) => ({
  type: "kubernetes:helm.sh/v3:Release",
  props: { chart: "vault", name: "vault", namespace: "vault", values },
});

const subject = "PodDisruptionBudget vault/vault";
const must = "leave a majority of StatefulSet vault/vault running";
const covered = { subject: "StatefulSet vault/vault", must: "be covered by one PodDisruptionBudget" };

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "one of three servers may be away", resources: hardenedVault() },
    { name: "two of three must stay", resources: withBudget({ minAvailable: "67%" }) },
    {
      name: "two of five servers may be away",
      resources: hardenedVault({
        servers: withProps(statefulSet, { spec: { replicas: 5 } }),
        disruptionBudget: budget({ maxUnavailable: 2 }),
      }),
    },
  ],
  bad: [
    {
      name: "no budget",
      resources: hardenedVault({ disruptionBudget: undefined }),
      finds: [{ ...covered, found: "none" }],
    },
    {
      name: "a budget in another namespace",
      resources: withBudget({ maxUnavailable: 1 }, "shop"),
      finds: [{ ...covered, found: "none" }],
    },
    {
      name: "a budget for other pods",
      resources: withBudget({ maxUnavailable: 1, selector: { matchLabels: { app: "shop" } } }),
      finds: [{ ...covered, found: "none" }],
    },
    {
      name: "half of them may be away, which is two",
      resources: withBudget({ maxUnavailable: "50%" }),
      finds: [{ subject, path: "spec.maxUnavailable", must, found: "2 of 3 may be away at once" }],
    },
    {
      name: "one must stay",
      resources: withBudget({ minAvailable: 1 }),
      finds: [{ subject, path: "spec.minAvailable", must, found: "2 of 3 may be away at once" }],
    },
    {
      name: "two budgets",
      resources: hardenedVault({ more: { ...budget({ maxUnavailable: 1 }), name: "another" } }),
      finds: [{ ...covered, found: "2, of which the cluster then heeds none" }],
    },
    {
      name: "the official chart without its budget",
      resources: [release({ server: { ha: { enabled: true, disruptionBudget: { enabled: false } } } })],
      finds: [{ subject: "Release vault/vault", path: "values", must: covered.must, found: "none" }],
    },
  ],
  unknown: [
    {
      name: "a number that another resource decides",
      resources: withBudget({ maxUnavailable: notKnownYet }),
      finds: [{ subject, path: "spec.maxUnavailable", must }],
    },
    {
      name: "labels that another resource decides",
      resources: withBudget({ maxUnavailable: 3, selector: { matchLabels: { component: notKnownYet } } }),
      finds: [{ subject, path: "spec.selector.matchLabels.component", must: covered.must }],
    },
  ],
};
