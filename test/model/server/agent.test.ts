import { readResource } from "../../../model/resource";
import { addressesOf } from "../../../model/server/addresses";
import { unknownMark } from "../../../model/unknown-mark";

const agent = { name: "agent", image: "hashicorp/vault:1.21.2", args: ["agent", "-config=/agent/agent.hcl"] };
const proxy = { name: "proxy", image: "example.com/base:1", command: ["vault", "proxy", "-config=/agent/proxy.hcl"] };
const server = { name: "vault", image: "hashicorp/vault:1.21.2", args: ["server"] };
const open = { name: "agent", image: "hashicorp/vault:1.21.2", args: [unknownMark] };
const other = { name: "nginx", image: "nginx:1" };
const inject = "vault.hashicorp.com/agent-inject";

function addresses(container: object, beside: readonly object[], annotations: object = {}): (string | undefined)[] {
  const template = {
    metadata: { annotations },
    spec: { containers: [{ name: "api", image: "example.com/api:1", ...container }, ...beside] },
  };
  const deployment = readResource({
    urn: "u",
    type: "kubernetes:apps/v1:Deployment",
    name: "api",
    props: { spec: { template } },
  });
  return addressesOf(deployment).map((address) => (address.kind === "known" ? address.value : address.kind));
}

function told(address: string, name = "VAULT_ADDR"): object {
  return { env: [{ name, value: address }] };
}

test.each<[string, object, readonly object[], object]>([
  ["an agent at an address of IPv4", told("http://127.0.0.1:8100"), [agent], {}],
  ["an agent at another of the loopback network", told("http://127.8.8.8:8100/"), [agent], {}],
  ["an agent at an address of IPv6", told("http://[::1]:8100"), [agent], {}],
  ["a proxy by name", told("http://localhost:8100"), [proxy], {}],
  ["an agent that the injector adds", told("http://localhost:8200"), [], { [inject]: "true" }],
  ["an agent on a command line", { command: ["vault", "read", "-address=http://localhost:8100", "a"] }, [agent], {}],
  ["an agent in a script", { args: ["export VAULT_ADDR=http://127.0.0.1:8100; exec api"] }, [agent], {}],
])("a client's address is no address of Vault's for %s", (_name, container, beside, annotations) => {
  expect(addresses(container, beside, annotations)).toEqual([]);
});

test.each<[string, string, object, readonly object[], object]>([
  ["no agent", "http://127.0.0.1:8200", told("http://127.0.0.1:8200"), [other], {}],
  ["an agent that is not injected", "http://127.0.0.1:8200", told("http://127.0.0.1:8200"), [], { [inject]: "false" }],
  ["a server in the pod", "http://127.0.0.1:8200", told("http://127.0.0.1:8200"), [agent, server], {}],
  ["a name that only begins so", "http://localhost.example.com", told("http://localhost.example.com"), [agent], {}],
  ["another host", "http://vault:8200", told("http://vault:8200"), [agent], {}],
  ["api_addr", "http://127.0.0.1:8200", told("http://127.0.0.1:8200", "VAULT_API_ADDR"), [agent], {}],
  ["arguments that are not known", "unknown", told("http://127.0.0.1:8100"), [open], {}],
  ["an annotation that is not known", "unknown", told("http://127.0.0.1:8100"), [], { [inject]: unknownMark }],
])("a client's address is judged with %s", (_name, expected, container, beside, annotations) => {
  expect(addresses(container, beside, annotations)).toEqual([expected]);
});
