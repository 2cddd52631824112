import { needsOf } from "../../../model/platform/network-needs";
import { serversIn } from "../../../model/platform/servers";
import { readResource } from "../../../model/resource";

/** The ports on which a server with such a listener lets its peers and its clients in. */
function portsIn(listener: string): string[] {
  const template = { spec: { containers: [{ name: "vault", image: "hashicorp/vault", args: ["server"] }] } };
  const resources = [
    { type: "apps/v1:StatefulSet", props: { metadata: { name: "vault" }, spec: { replicas: 3, template } } },
    {
      type: "core/v1:ConfigMap",
      props: {
        metadata: { name: "vault-config" },
        data: { "vault.hcl": `storage "raft" {}\nlistener "tcp" {\n${listener}\n}` },
      },
    },
  ].map(({ type, props }) => readResource({ urn: "urn", type: `kubernetes:${type}`, name: "example", props }));
  const incoming = serversIn(resources).flatMap((server) => needsOf(server, resources));
  return incoming
    .filter(({ direction, peer }) => direction === "ingress" && peer !== "the seal")
    .map(({ peer, ports: [{ number }] }) => `${peer} ${number}`);
}

test.each([
  ["", ["its peers 8201", "its peers 8200", "clients 8200"]],
  ['address = "[::]:8200"', ["its peers 8201", "its peers 8200", "clients 8200"]],
  ['address = "0.0.0.0:443"', ["its peers 444", "its peers 443", "clients 443"]],
  ['address = "0.0.0.0:443"\ncluster_address = "0.0.0.0:8201"', ["its peers 8201", "its peers 443", "clients 443"]],
])("a listener with %j needs ports", (listener, expected) => {
  expect(portsIn(listener)).toEqual(expected);
});
