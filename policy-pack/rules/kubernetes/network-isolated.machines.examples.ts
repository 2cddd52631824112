import { composeType } from "../../../model/file-types";
import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { hardenedVault } from "../../hardened";

const keepsPorts = "keep Vault's ports 8200 and 8201 from everybody but Vault's clients and servers";
const publishesNarrowly = "publish Vault's ports at addresses that only its clients reach";

const loadBalancer: ExampleResource = {
  type: "kubernetes:core/v1:Service",
  name: "outside",
  props: {
    metadata: { name: "vault-outside", namespace: "vault" },
    spec: {
      type: "LoadBalancer",
      selector: { "app.kubernetes.io/name": "vault", component: "server" },
      ports: [{ port: 8200 }],
    },
  },
};

/** Examples of machines, their firewalls, what Docker shows of them, and a load balancer before them. */
export const machineExamples: {
  readonly good: readonly Example[];
  readonly bad: readonly BadExample[];
  readonly unknown: readonly UnknownExample[];
} = {
  good: [
    {
      name: "a security group that names a network",
      resources: [securityGroup({ fromPort: 8200, toPort: 8201, cidrBlocks: ["10.0.0.0/16"] })],
      isPartial: true,
    },
    {
      name: "a Compose project that publishes on loopback",
      resources: [compose(["127.0.0.1:8200:8200"])],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "a security group that is open to every address",
      resources: [securityGroup({ fromPort: 8000, toPort: 9000, ipv6CidrBlocks: ["::/0"] })],
      finds: [
        { subject: 'SecurityGroup "vault"', path: "ingress[0]", must: keepsPorts, found: "open to every address" },
      ],
    },
    {
      name: "a rule apart, for a group that another resource is",
      resources: [
        { type: "aws:ec2/securityGroup:SecurityGroup", name: "vault-servers", props: { vpcId: "vpc-1" } },
        {
          type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
          name: "all",
          props: { securityGroupId: notKnownYet, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
          decidedBy: { securityGroupId: "vault-servers" },
        },
      ],
      finds: [{ subject: 'SecurityGroupIngressRule "all"', must: keepsPorts, found: "open to every address" }],
    },
    {
      name: "firewalls of Google Cloud, Azure and Hetzner",
      resources: [
        {
          type: "gcp:compute/firewall:Firewall",
          name: "vault",
          props: { network: "default", allows: [{ protocol: "tcp", ports: ["8200-8201"] }] },
        },
        {
          type: "azure-native:network:NetworkSecurityGroup",
          name: "vault",
          props: {
            securityRules: [
              {
                name: "vault",
                direction: "Inbound",
                access: "Allow",
                protocol: "*",
                sourceAddressPrefix: "Internet",
                destinationPortRange: "8200",
              },
            ],
          },
        },
        {
          type: "hcloud:index/firewall:Firewall",
          name: "vault",
          props: { rules: [{ direction: "in", protocol: "tcp", port: "8200", sourceIps: ["0.0.0.0/0", "::/0"] }] },
        },
      ],
      finds: [
        { subject: 'Firewall "vault"', path: "allows[0]", must: keepsPorts, found: "open to every address" },
        {
          subject: 'NetworkSecurityGroup "vault"',
          path: "securityRules[0]",
          must: keepsPorts,
          found: "open to every address",
        },
        { subject: 'Firewall "vault"', path: "rules[0]", must: keepsPorts, found: "open to every address" },
      ],
    },
    {
      name: "a Compose project that publishes on every address",
      resources: [compose(["8200:8200", { target: 8201, published: "8201" }])],
      finds: [
        {
          subject: "compose.yaml",
          path: "services.vault.ports[0]",
          must: publishesNarrowly,
          found: "every address",
        },
        {
          subject: "compose.yaml",
          path: "services.vault.ports[1]",
          must: publishesNarrowly,
          found: "every address",
        },
      ],
    },
    {
      name: "a load balancer for the whole Internet",
      resources: hardenedVault({ more: loadBalancer }),
      finds: [
        {
          subject: "Service vault/vault-outside",
          path: "spec.loadBalancerSourceRanges",
          must: "have a load balancer that lets only Vault's clients in",
          found: "open to every address",
        },
      ],
    },
    {
      name: "a container on the machine's own network",
      resources: [
        {
          type: "docker:index/container:Container",
          name: "vault",
          props: { image: "hashicorp/vault:1.21.0", command: ["server"], networkMode: "host" },
        },
      ],
      finds: [
        { subject: 'Container "vault"', path: "networkMode", must: "have a network of its own", found: '"host"' },
      ],
    },
  ],
  unknown: [
    {
      name: "the addresses of a security group",
      resources: [securityGroup({ fromPort: 8200, toPort: 8200, cidrBlocks: [notKnownYet] })],
      finds: [{ subject: 'SecurityGroup "vault"', path: "ingress[0].cidrBlocks[0]", must: keepsPorts }],
    },
    {
      name: "an address in a variable of a Compose project",
      resources: [compose(["${ADDRESS}:8200:8200"])],
      finds: [{ subject: "compose.yaml", path: "services.vault.ports[0]", must: publishesNarrowly }],
    },
  ],
};

function securityGroup(rule: Readonly<Record<string, unknown>>): ExampleResource {
  return {
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "vault",
    props: { ingress: [{ protocol: "tcp", ...rule }] },
  };
}

function compose(ports: readonly unknown[]): ExampleResource {
  return {
    type: composeType,
    name: "compose.yaml",
    props: { services: { vault: { image: "hashicorp/vault:1.21.0", command: "server", ports } } },
  };
}
