import { composeType } from "../../../model/file-types";
import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { clientService, hardenedVault, networkPolicy, withContainer, withProps } from "../../hardened";

const must = "keep SSH from Vault's hosts";
const server = "StatefulSet vault/vault";
const container = "spec.template.spec.containers[0]";
const own = { podSelector: { matchLabels: { "app.kubernetes.io/name": "vault", component: "server" } } };
const api = { protocol: "tcp", fromPort: 8200, toPort: 8201, cidrBlocks: ["10.0.0.0/16"] };

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "pods, Services and policies that have Vault's own ports", resources: hardenedVault() },
    {
      name: "SSH to a machine that is not Vault's",
      resources: [
        securityGroup("vault", [api]),
        securityGroup("bastion", [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/16"] }]),
      ],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "sshd beside the server, and its port",
      resources: hardenedVault({
        servers: withContainer({
          command: ["/bin/sh", "-ec"],
          args: ["/usr/sbin/sshd && exec vault server -config=/vault/config/vault.hcl"],
          ports: [{ containerPort: 8200 }, { containerPort: 22 }],
        }),
      }),
      finds: [
        { subject: server, path: `${container}.ports[1].containerPort`, must, found: "22" },
        { subject: server, path: `${container}.args[0]`, must, found: '"/usr/sbin/sshd"' },
      ],
    },
    {
      name: "a Service for it",
      resources: hardenedVault({
        clientService: withProps(clientService, { spec: { ports: [{ port: 8200 }, { port: 2222, targetPort: 22 }] } }),
      }),
      finds: [{ subject: "Service vault/vault", path: "spec.ports[1].targetPort", must, found: "22" }],
    },
    {
      name: "a NetworkPolicy with a range of ports",
      resources: hardenedVault({
        networkPolicy: withProps(networkPolicy, {
          spec: {
            ingress: [
              { from: [own], ports: [{ port: 8200 }, { port: 8201 }] },
              { from: [{ ipBlock: { cidr: "10.0.0.0/16" } }], ports: [{ port: 1, endPort: 9000 }] },
            ],
          },
        }),
      }),
      finds: [{ subject: "NetworkPolicy vault/vault", path: "spec.ingress[1]", must, found: "port 22 let in" }],
    },
    {
      name: "a security group of Vault's that lets SSH in, from a network as well",
      resources: [
        securityGroup("servers", [api, { protocol: "tcp", fromPort: 20, toPort: 25, cidrBlocks: ["10.0.0.0/16"] }]),
      ],
      finds: [{ subject: 'SecurityGroup "servers"', path: "ingress[1]", must, found: "port 22 open" }],
    },
    {
      name: "every port, for the group of a machine that runs Vault",
      resources: [
        securityGroup("servers", [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/16"] }]),
        {
          type: "aws:ec2/instance:Instance",
          name: "one",
          props: {
            userData: "#!/bin/sh\nexec vault server -config=/etc/vault.d\n",
            vpcSecurityGroupIds: [notKnownYet],
          },
          decidedBy: { vpcSecurityGroupIds: "servers" },
        },
      ],
      finds: [{ subject: 'SecurityGroup "servers"', path: "ingress[0]", must, found: "port 22 open" }],
    },
    {
      name: "a firewall by its machines' tag",
      resources: [
        {
          type: "gcp:compute/firewall:Firewall",
          name: "ssh",
          props: {
            allows: [{ protocol: "tcp", ports: ["22"] }],
            sourceRanges: ["10.0.0.0/8"],
            targetTags: ["vault-server"],
          },
        },
        {
          type: "gcp:compute/instance:Instance",
          name: "one",
          props: { metadataStartupScript: "vault server -config=/etc/vault.d", tags: ["vault-server"] },
        },
      ],
      finds: [{ subject: 'Firewall "ssh"', path: "allows[0]", must, found: "port 22 open" }],
    },
    {
      name: "a Compose project that publishes it",
      resources: [
        {
          type: composeType,
          name: "compose.yaml",
          props: { services: { vault: { image: "hashicorp/vault:1.21.0", ports: ["127.0.0.1:2222:22"] } } },
        },
      ],
      finds: [{ subject: "compose.yaml", path: "services.vault.ports[0]", must, found: '"127.0.0.1:2222:22"' }],
    },
  ],
  unknown: [
    {
      name: "a Service's port that another resource decides",
      resources: hardenedVault({
        clientService: withProps(clientService, { spec: { ports: [{ port: 8200 }, { port: notKnownYet }] } }),
      }),
      finds: [{ subject: "Service vault/vault", path: "spec.ports[1].port", must }],
    },
    {
      name: "the ports of a security group of Vault's",
      resources: [securityGroup("vault", [{ ...api, fromPort: notKnownYet }])],
      finds: [{ subject: 'SecurityGroup "vault"', path: "ingress[0].fromPort", must }],
    },
  ],
};

function securityGroup(name: string, ingress: readonly object[]): ExampleResource {
  return { type: "aws:ec2/securityGroup:SecurityGroup", name, props: { ingress } };
}
