import { readResource } from "../../../model/resource";
import { variableFor } from "../../../model/server/environment";
import { setupsIn } from "../../../model/server/setup";
import { unknownMark } from "../../../model/unknown-mark";

/** Whether a server in a pod certainly has CONSUL_HTTP_TOKEN. */
function hasToken(...env: readonly object[]): boolean {
  const text = 'storage "consul" {\n  address = "consul:8500"\n}\n';
  const settings = { name: "VAULT_LOCAL_CONFIG", value: text };
  const containers = [{ name: "vault", image: "hashicorp/vault:1.21.2", args: ["server"], env: [settings, ...env] }];
  const pod = { urn: "pod", type: "kubernetes:core/v1:Pod", name: "vault", props: { spec: { containers } } };
  const [setup] = setupsIn([readResource(pod)]);
  if (setup === undefined) throw new Error("no server was read");
  return variableFor(setup, "CONSUL_HTTP_TOKEN").isSet;
}

const token = (more: object) => ({ name: "CONSUL_HTTP_TOKEN", ...more });
const fromSecret = (more: object) => token({ valueFrom: { secretKeyRef: { name: "consul", key: "token", ...more } } });

test.each<[string, readonly object[], boolean]>([
  ["a key of a Secret", [fromSecret({})], true],
  ["a key of a ConfigMap", [token({ valueFrom: { configMapKeyRef: { name: "consul", key: "token" } } })], true],
  ["a key that may be missing", [fromSecret({ optional: true })], false],
  ["a key of which that is not known", [fromSecret({ optional: unknownMark })], false],
  ["a value that is not known", [token({ value: unknownMark })], false],
  ["an empty value", [token({ value: "" })], false],
  ["an empty value after a key of a Secret", [fromSecret({}), token({ value: "" })], false],
  ["nothing", [], false],
])("a variable that comes from %s is set: %#", (_, env, expected) => {
  expect(hasToken(...env)).toBe(expected);
});
