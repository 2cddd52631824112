import { openingsOf } from "../../../model/platform/firewall/firewall";
import { hasPort, isOpenToAll } from "../../../model/platform/firewall/opening";
import { openingsToVault } from "../../../model/platform/firewall/vault-hosts";
import { readResource, type Resource } from "../../../model/resource";
import { unknownMark } from "../../../model/unknown-mark";

function resource(type: string, props: object, name = "servers"): Resource {
  return readResource({ urn: `urn:${name}`, type, name, props });
}

const group = "aws:ec2/securityGroup:SecurityGroup";
const azure = { direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*" };

/** Whether port 22 and port 8200 are let in, and whether from everywhere: for each rule. */
test.each<[string, string, object, readonly unknown[]]>([
  [
    "AWS, one port",
    group,
    { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] }] },
    [[true, false, false]],
  ],
  [
    "AWS, every protocol",
    group,
    { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] },
    [[true, true, false]],
  ],
  [
    "AWS, a number for TCP",
    group,
    { ingress: [{ protocol: "6", fromPort: 8200, toPort: 8201, ipv6CidrBlocks: ["::/0"] }] },
    [[false, true, true]],
  ],
  [
    "AWS, UDP",
    group,
    { ingress: [{ protocol: "udp", fromPort: 8200, toPort: 8200, cidrBlocks: ["0.0.0.0/0"] }] },
    [[false, false, true]],
  ],
  [
    "AWS, a rule apart for outgoing traffic",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    { type: "egress", protocol: "-1" },
    [],
  ],
  [
    "AWS, a port that is not known",
    group,
    { ingress: [{ protocol: "tcp", fromPort: unknownMark, toPort: 9000 }] },
    [["unknown", "unknown", false]],
  ],
  ["AWS, rules that are not known", group, { ingress: unknownMark }, [["unknown", "unknown", "unknown"]]],
  [
    "AWS native",
    "aws-native:ec2:SecurityGroup",
    { securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 8200, toPort: 8200, cidrIp: "0.0.0.0/0" }] },
    [[false, true, true]],
  ],
  [
    "Google Cloud, nobody named",
    "gcp:compute/firewall:Firewall",
    { allows: [{ protocol: "tcp", ports: ["20-30", "8200"] }] },
    [[true, true, true]],
  ],
  [
    "Google Cloud, tags",
    "gcp:compute/firewall:Firewall",
    { allows: [{ protocol: "all" }], sourceTags: ["bastion"] },
    [[true, true, false]],
  ],
  ["Google Cloud, a switch", "gcp:compute/firewall:Firewall", { allows: [{ protocol: "all" }], disabled: true }, []],
  [
    "Azure, one port",
    "azure:network/networkSecurityRule:NetworkSecurityRule",
    { ...azure, destinationPortRange: "22" },
    [[true, false, true]],
  ],
  [
    "Azure, several",
    "azure-native:network/v20230501:SecurityRule",
    { ...azure, protocol: "*", destinationPortRanges: ["22", "8200-8201"] },
    [[true, true, true]],
  ],
  ["Azure, a denial", "azure-native:network:SecurityRule", { ...azure, access: "Deny", destinationPortRange: "*" }, []],
  [
    "Hetzner",
    "hcloud:index/firewall:Firewall",
    { rules: [{ direction: "in", protocol: "tcp", port: "any", sourceIps: ["10.0.0.0/8"] }] },
    [[true, true, false]],
  ],
  [
    "DigitalOcean",
    "digitalocean:index/firewall:Firewall",
    { inboundRules: [{ protocol: "tcp", portRange: "1-65535", sourceAddresses: ["0.0.0.0/0"] }] },
    [[true, true, true]],
  ],
  [
    "OpenStack, nobody named",
    "openstack:networking/secGroupRule:SecGroupRule",
    { direction: "ingress", protocol: "tcp", portRangeMin: 22, portRangeMax: 22 },
    [[true, false, true]],
  ],
])("%s", (_name, type, props, expected) => {
  const said = openingsOf(resource(type, props)).map(({ ports, sources }) =>
    [hasPort(ports, 22), hasPort(ports, 8200), isOpenToAll(sources)].map((it) =>
      typeof it === "boolean" ? it : it.kind,
    ),
  );
  expect(said).toEqual(expected);
});

const ssh = { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] }] };

test.each(["vault", "vault-sg", "production-vault-servers", "vault_2", "Vault Servers"])(
  "%s names Vault's hosts",
  (name) => {
    expect(openingsToVault([resource(group, ssh, name)])).toHaveLength(1);
  },
);

test.each(["vault-clients", "backup-vault", "keyvault", "from-vault", "postgres", "vaulted-ceiling"])(
  "%s does not name Vault's hosts",
  (name) => {
    expect(openingsToVault([resource(group, ssh, name)])).toEqual([]);
  },
);

test("a tag that is a pair of a name and a value picks no machine", () => {
  const machine = resource(
    "aws:ec2/instance:Instance",
    { userData: "vault server", tags: { env: "production" } },
    "one",
  );
  expect(openingsToVault([machine, resource(group, { ...ssh, tags: { env: "production" } })])).toEqual([]);
});
