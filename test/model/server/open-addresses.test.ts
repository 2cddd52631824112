import { printPlace } from "../../../model/place";
import { readResource, type Resource } from "../../../model/resource";
import { openAddressesOf, openVariablesOf } from "../../../model/server/open-addresses";
import { unknownMark } from "../../../model/unknown-mark";
import type { Unknown } from "../../../model/value";

function resource(type: string, props: object): Resource {
  return readResource({ urn: "urn", type: `kubernetes:${type}`, name: "example", props });
}

function pod(container: object, others: object = {}): Resource {
  return resource("core/v1:Pod", {
    metadata: { name: "api" },
    spec: { containers: [{ name: "api", image: "example/api:1", ...container }], ...others },
  });
}

function placesOf(open: readonly Unknown[]): string[] {
  return open.map(({ place }) => printPlace(place).replace("spec.containers[0].", ""));
}

const env = unknownMark;
const role = { name: "VAULT_ROLE", value: "api" };

test.each<[string, Resource, string[]]>([
  ["pods", resource("core/v1:Pod", { spec: unknownMark }), ["spec"]],
  ["what prepares a pod", pod({}, { initContainers: unknownMark }), ["spec.initContainers"]],
  ["a container", pod({}, { initContainers: [unknownMark] }), ["spec.initContainers[0]"]],
  ["variables beside Vault's image", pod({ image: "hashicorp/vault:1.21.2", env }), ["env"]],
  ["variables beside OpenBao's image", pod({ image: "openbao/openbao:2.4.1", env }), ["env"]],
  [
    "variables beside a Secret of Vault's",
    pod({ env }, { volumes: [{ secret: { secretName: "vault-ca" } }] }),
    ["env"],
  ],
  ["variables of another program", pod({ env }), []],
  ["variables beside Vaultwarden", pod({ image: "vaultwarden/server:1", env }), []],
  ["a name beside a variable of Vault's", pod({ env: [role, { name: unknownMark, value: "a" }] }), ["env[1].name"]],
  ["a value beside a variable of Vault's", pod({ env: [role, { name: "PORT", value: unknownMark }] }), []],
  ["arguments of Vault's program", pod({ image: "hashicorp/vault:1", args: ["read", unknownMark] }), ["args[1]"]],
  ["a script beside a variable of Vault's", pod({ env: [role], command: ["sh", "-c", unknownMark] }), ["command[2]"]],
  ["a command beside a variable of Vault's", pod({ env: [role], command: unknownMark }), ["command"]],
  ["an argument of another program", pod({ env: [role], args: ["--database", unknownMark] }), []],
  ["a script of another program", pod({ command: ["sh", "-c", unknownMark] }), []],
  ["a ConfigMap of Vault's", resource("core/v1:ConfigMap", { metadata: { name: "vault" }, data: env }), ["data"]],
  ["another ConfigMap", resource("core/v1:ConfigMap", { metadata: { name: "api" }, data: env }), []],
  ["a Service", resource("core/v1:Service", { metadata: unknownMark, spec: unknownMark }), []],
])("could hold an address of Vault's: %s", (_name, each, expected) => {
  expect(placesOf(openAddressesOf(each))).toEqual(expected);
});

test.each<[string, Resource, string[]]>([
  ["says nothing of Vault", pod({ env }), ["env"]],
  ["says nothing of Vault, of one variable", pod({ env: [{ name: unknownMark }] }), ["env[0].name"]],
  ["has to do with Vault, which is said already", pod({ env }, { serviceAccountName: "vault-client" }), []],
  ["has nothing open", pod({ env: [] }), []],
])("variables of a workload that %s", (_name, each, expected) => {
  expect(placesOf(openVariablesOf(each))).toEqual(expected);
});
