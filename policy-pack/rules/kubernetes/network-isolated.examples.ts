import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { hardenedVault, networkPolicy, withProps } from "../../hardened";
import { ciliumExamples } from "./network-isolated.cilium.examples";
import { machineExamples } from "./network-isolated.machines.examples";

const server = "StatefulSet vault/vault";
const policy = "NetworkPolicy vault/vault";
const restrictsIncoming = "be selected by a NetworkPolicy that restricts its incoming traffic";
const restrictsOutgoing = "be selected by a NetworkPolicy that restricts its outgoing traffic";
const saysWhom = "say whom it lets in to Vault";
const saysWhere = "say whom it lets Vault connect to";
const noRule = "no rule of its NetworkPolicies that lets this through";

const onVaultPort = { ports: [{ protocol: "TCP", port: 8200 }] };
const fromShop = {
  from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } }],
  ...onVaultPort,
};
const own = { podSelector: { matchLabels: { "app.kubernetes.io/name": "vault", component: "server" } } };
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));
const amongPeers = tcp(8200, 8201);
const toDns = {
  to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
  ports: [{ protocol: "UDP", port: 53 }],
};
const toKeyService = { to: [{ ipBlock: { cidr: "10.0.0.0/16" } }], ports: tcp(443) };

const spec = (change: Readonly<Record<string, unknown>>) => withProps(networkPolicy, { spec: change });

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a policy for both directions, with every path that Vault needs", resources: hardenedVault() },
    {
      name: "two policies, one for each direction",
      resources: hardenedVault({
        networkPolicy: spec({ policyTypes: ["Ingress"], egress: undefined }),
        more: spec({ policyTypes: ["Egress"], ingress: undefined }),
      }),
    },
    {
      name: "any address on the one port that the company allows",
      resources: hardenedVault({
        networkPolicy: spec({
          egress: [
            { to: [own], ports: amongPeers },
            toDns,
            { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: tcp(443) },
          ],
        }),
      }),
      config: { portsToAnywhere: [443] },
    },
    ...ciliumExamples.good,
    ...machineExamples.good,
  ],
  bad: [
    {
      name: "no policy",
      resources: hardenedVault({ networkPolicy: undefined }),
      finds: [
        { subject: server, must: restrictsIncoming, found: "none" },
        { subject: server, must: restrictsOutgoing, found: "none" },
      ],
    },
    {
      name: "a policy for other pods",
      resources: hardenedVault({ networkPolicy: spec({ podSelector: { matchLabels: { component: "webhook" } } }) }),
      finds: [
        { subject: server, must: restrictsIncoming, found: "none" },
        { subject: server, must: restrictsOutgoing, found: "none" },
      ],
    },
    {
      name: "a policy in another namespace",
      resources: hardenedVault({ networkPolicy: withProps(networkPolicy, { metadata: { namespace: "shop" } }) }),
      finds: [
        { subject: server, must: restrictsIncoming, found: "none" },
        { subject: server, must: restrictsOutgoing, found: "none" },
      ],
    },
    {
      name: "outgoing traffic that nothing restricts",
      resources: hardenedVault({ networkPolicy: spec({ policyTypes: undefined, egress: undefined }) }),
      finds: [{ subject: server, must: restrictsOutgoing, found: "none" }],
    },
    {
      name: "every namespace, as the official chart has it",
      resources: hardenedVault({
        networkPolicy: spec({ ingress: [{ from: [{ namespaceSelector: {} }], ports: amongPeers }] }),
      }),
      finds: [{ subject: policy, path: "spec.ingress[0].from[0]", must: saysWhom, found: "everybody" }],
    },
    {
      name: "every namespace but one",
      resources: hardenedVault({
        networkPolicy: spec({
          ingress: [
            { from: [own], ports: amongPeers },
            {
              from: [
                {
                  namespaceSelector: {
                    matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["shop"] }],
                  },
                },
              ],
              ...onVaultPort,
            },
          ],
        }),
      }),
      finds: [{ subject: policy, path: "spec.ingress[1].from[0]", must: saysWhom, found: "everybody" }],
    },
    {
      name: "no peer at all, which means all of them",
      resources: hardenedVault({ networkPolicy: spec({ ingress: [{ from: [own], ports: amongPeers }, onVaultPort] }) }),
      finds: [{ subject: policy, path: "spec.ingress[1]", must: saysWhom, found: "everybody" }],
    },
    {
      name: "every address, in two halves",
      resources: hardenedVault({
        networkPolicy: spec({
          egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/1" } }, { ipBlock: { cidr: "128.0.0.0/1" } }] }],
        }),
      }),
      finds: [{ subject: policy, path: "spec.egress[0].to[1].ipBlock.cidr", must: saysWhere, found: '"128.0.0.0/1"' }],
    },
    {
      name: "no way to the peers' cluster port",
      resources: hardenedVault({
        networkPolicy: spec({ ingress: [fromShop, { from: [own], ports: tcp(8200) }] }),
      }),
      finds: [{ subject: server, must: "let its peers in on TCP port 8201", found: noRule }],
    },
    {
      name: "no way out to peers, names and the seal",
      resources: hardenedVault({ networkPolicy: spec({ egress: [] }) }),
      finds: [
        { subject: server, must: "reach its peers on TCP port 8201", found: noRule },
        { subject: server, must: "reach its peers on TCP port 8200", found: noRule },
        { subject: server, must: "reach the name service on UDP port 53", found: noRule },
        { subject: server, must: "reach the seal on TCP port 443", found: noRule },
      ],
    },
    {
      name: "no way in for clients",
      resources: hardenedVault({ networkPolicy: spec({ ingress: [{ from: [own], ports: amongPeers }] }) }),
      finds: [{ subject: server, must: "let clients in on TCP port 8200", found: noRule }],
    },
    ...ciliumExamples.bad,
    ...machineExamples.bad,
  ],
  unknown: [
    {
      name: "pods that another resource decides",
      resources: hardenedVault({
        networkPolicy: spec({ podSelector: { matchLabels: { component: notKnownYet } } }),
      }),
      finds: [
        { subject: policy, path: "spec.podSelector.matchLabels.component", must: restrictsIncoming },
        { subject: policy, path: "spec.podSelector.matchLabels.component", must: restrictsOutgoing },
      ],
    },
    {
      name: "a network that another resource decides",
      resources: hardenedVault({
        networkPolicy: spec({
          egress: [
            { to: [own], ports: amongPeers },
            toDns,
            toKeyService,
            { to: [{ ipBlock: { cidr: notKnownYet } }], ports: tcp(5432) },
          ],
        }),
      }),
      finds: [{ subject: policy, path: "spec.egress[3].to[0].ipBlock.cidr", must: saysWhere }],
    },
    ...ciliumExamples.unknown,
    ...machineExamples.unknown,
  ],
};
