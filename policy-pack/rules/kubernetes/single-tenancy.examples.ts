import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { hardenedVault, statefulSet, withContainer, withProps } from "../../hardened";

const server = "StatefulSet vault/vault";
const api = "Deployment vault/api";
const stays = "stay out of Vault's namespace";
const itsOwn = "keep to namespaces of its own on the node";
const elsewhere = "run on other nodes than Vault";
const dedicated = {
  nodeSelector: { "node-pool": "vault" },
  tolerations: [{ key: "dedicated", value: "vault", effect: "NoSchedule" }],
};

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a namespace of Vault's own", resources: hardenedVault() },
    {
      name: "nodes of Vault's own, and an application on others",
      resources: hardenedVault({
        servers: withContainer({}, dedicated),
        more: deployment("shop", { nodeSelector: { "node-pool": "applications" } }),
      }),
      isPartial: true,
    },
    {
      name: "the injector, and a companion that the company names",
      resources: [
        ...hardenedVault({
          more: deployment("vault", { containers: [{ name: "injector", image: "hashicorp/vault-k8s:1.7.0" }] }),
        }),
        { ...deployment("vault", {}), name: "companion" },
      ],
      config: { companions: ["api"] },
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "an application in Vault's namespace",
      resources: hardenedVault({ more: deployment("vault", {}) }),
      finds: [{ subject: api, path: "metadata.namespace", must: stays, found: '"vault"' }],
    },
    {
      name: "the default namespace",
      resources: [withProps(statefulSet, { metadata: { namespace: undefined } })],
      finds: [
        {
          subject: "StatefulSet vault",
          path: "metadata.namespace",
          must: "have a namespace of its own",
          found: "nothing",
        },
      ],
    },
    {
      name: "the node's own network and processes",
      resources: hardenedVault({ servers: withContainer({}, { hostNetwork: true, hostPID: true, hostIPC: true }) }),
      finds: [
        { subject: server, path: "spec.template.spec.hostNetwork", must: itsOwn, found: "true" },
        { subject: server, path: "spec.template.spec.hostPID", must: itsOwn, found: "true" },
        { subject: server, path: "spec.template.spec.hostIPC", must: itsOwn, found: "true" },
      ],
    },
    {
      name: "an application on Vault's nodes",
      resources: hardenedVault({ servers: withContainer({}, dedicated), more: deployment("shop", dedicated) }),
      finds: [
        {
          subject: "Deployment shop/api",
          path: "spec.template.spec.nodeSelector.node-pool",
          must: elsewhere,
          found: "the label node-pool that Vault's pods have",
        },
        {
          subject: "Deployment shop/api",
          path: "spec.template.spec.tolerations[0]",
          must: elsewhere,
          found: "the taint dedicated that Vault's pods have",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "an application's namespace that another resource decides",
      resources: hardenedVault({ more: deployment(notKnownYet, {}) }),
      finds: [{ subject: "Deployment api", path: "metadata.namespace", must: stays }],
    },
    {
      name: "Vault's own namespace that another resource decides",
      resources: [withProps(statefulSet, { metadata: { namespace: notKnownYet } })],
      finds: [{ subject: "StatefulSet vault", path: "metadata.namespace", must: "have a namespace of its own" }],
    },
    {
      name: "an image that another resource decides, in Vault's namespace",
      resources: hardenedVault({ more: deployment("vault", { containers: [{ name: "api", image: notKnownYet }] }) }),
      finds: [{ subject: api, path: "spec.template.spec.containers[0].image", must: stays }],
    },
  ],
};

function deployment(namespace: string, podSpec: Readonly<Record<string, unknown>>): ExampleResource {
  return {
    type: "kubernetes:apps/v1:Deployment",
    name: "api",
    props: {
      metadata: { name: "api", namespace },
      spec: {
        selector: { matchLabels: { app: "api" } },
        template: {
          metadata: { labels: { app: "api" } },
          spec: { containers: [{ name: "api", image: "example/api:1" }], ...podSpec },
        },
      },
    },
  };
}
