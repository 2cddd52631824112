import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { hardenedVault } from "../../hardened";

const server = "StatefulSet vault/vault";
const policy = "CiliumNetworkPolicy vault/vault";
const restrictsIncoming = "be selected by a NetworkPolicy that restricts its incoming traffic";
const restrictsOutgoing = "be selected by a NetworkPolicy that restricts its outgoing traffic";

const endpointSelector = { matchLabels: { "k8s:app.kubernetes.io/name": "vault", component: "server" } };
const ingress = [{ fromEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": "shop" } }] }];
const egress = [
  { toEntities: ["kube-apiserver"] },
  {
    toFQDNs: [{ matchName: "kms.eu-central-1.amazonaws.com" }],
    toPorts: [{ ports: [{ port: "443", protocol: "TCP" }] }],
  },
];
const toAnywhere = [{ toCIDRSet: [{ cidr: "0.0.0.0/0" }], toPorts: [{ ports: [{ port: "443", protocol: "TCP" }] }] }];

/** Examples of policies of Cilium's own. */
export const ciliumExamples: {
  readonly good: readonly Example[];
  readonly bad: readonly BadExample[];
  readonly unknown: readonly UnknownExample[];
} = {
  good: [
    {
      name: "a policy of Cilium's for both directions",
      resources: hardenedVault({ networkPolicy: cilium({ endpointSelector, ingress, egress }) }),
    },
    {
      name: "a policy of Cilium's to any address on the one port that the company allows",
      resources: hardenedVault({ networkPolicy: cilium({ endpointSelector, ingress, egress: toAnywhere }) }),
      config: { portsToAnywhere: [443] },
    },
  ],
  bad: [
    {
      name: "policies of Cilium's that leave nobody out",
      resources: hardenedVault({
        networkPolicy: cilium({ endpointSelector, ingress: [{ fromEntities: ["world"] }], egress: toAnywhere }),
      }),
      finds: [
        { subject: policy, path: "spec.ingress[0]", must: "say whom it lets in to Vault", found: "everybody" },
        { subject: policy, path: "spec.egress[0]", must: "say whom it lets Vault connect to", found: "everybody" },
      ],
    },
  ],
  unknown: [
    {
      name: "pods that another resource decides, for a policy of Cilium's",
      resources: hardenedVault({
        networkPolicy: cilium({ endpointSelector: { matchLabels: { component: notKnownYet } }, ingress, egress }),
      }),
      finds: [
        { subject: policy, path: "spec.endpointSelector.matchLabels.component", must: restrictsIncoming },
        { subject: policy, path: "spec.endpointSelector.matchLabels.component", must: restrictsOutgoing },
      ],
    },
    {
      name: "a network plugin's own policy",
      resources: hardenedVault({
        networkPolicy: {
          type: "kubernetes:crd.projectcalico.org/v1:NetworkPolicy",
          props: { metadata: { name: "vault", namespace: "vault" }, spec: { selector: "component == 'server'" } },
        },
      }),
      finds: [
        { subject: server, must: restrictsIncoming },
        { subject: server, must: restrictsOutgoing },
      ],
    },
  ],
};

function cilium(spec: Readonly<Record<string, unknown>>): ExampleResource {
  return {
    type: "kubernetes:cilium.io/v2:CiliumNetworkPolicy",
    props: { metadata: { name: "vault", namespace: "vault" }, spec },
  };
}
