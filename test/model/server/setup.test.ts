import { readResource } from "../../../model/resource";
import { variableFor } from "../../../model/server/environment";
import { setupOf, setupsIn, type ServerSetup } from "../../../model/server/setup";
import { unknownMark } from "../../../model/unknown-mark";

const whole = 'storage "raft" {}\nlistener "tcp" {}\n';

function resource(type: string, props: object, name = "example") {
  return readResource({ urn: `urn::${name}`, type, name, props });
}

function configMap(text: string, name = "config") {
  return resource(
    "kubernetes:core/v1:ConfigMap",
    { metadata: { name, namespace: "vault" }, data: { "a.hcl": text } },
    name,
  );
}

function workload(volumes: unknown, container: object = {}, namespace = "vault") {
  const containers = [{ name: "vault", image: "hashicorp/vault:2.1.2", args: ["server"], ...container }];
  return resource("kubernetes:apps/v1:StatefulSet", {
    metadata: { name: "vault", namespace },
    spec: { template: { spec: { containers, volumes } } },
  });
}

const mounted = [{ name: "config", configMap: { name: "config" } }];

function first(setups: readonly ServerSetup[]): ServerSetup {
  const [setup] = setups;
  if (setup === undefined) throw new Error("there is no setup");
  return setup;
}

test.each([
  ["storage and a listener", whole, true],
  ["a seal alone", 'seal "awskms" {}', false],
  ["a listener alone", 'listener "tcp" {}', false],
])("%s: whether servers can start with it", (_name, text, isWhole) => {
  expect(setupOf(resource("local:index/file:File", { content: text }))?.isWhole).toBe(isWhole);
});

test("an agent's configuration starts no server", () => {
  expect(setupOf(configMap('vault { address = "https://v" }\nauto_auth {}\nlistener "tcp" {}'))).toBeUndefined();
});

test.each(["auto_auth", "vault", "api_proxy"])("a server's stays a server's with %s in it", (name) => {
  expect(setupOf(configMap(`${whole}${name} {}\n`))).toBeDefined();
});

test("a workload that mounts a ConfigMap runs it, with its environment", () => {
  const env = [{ name: "VAULT_SEAL_TYPE", value: "awskms" }];
  const setup = first(setupsIn([configMap(whole), workload(mounted, { env })]));
  expect(setup.workloads).toHaveLength(1);
  expect(variableFor(setup, "VAULT_SEAL_TYPE").value).toMatchObject({ kind: "known", value: "awskms" });
  expect(variableFor(setup, "VAULT_RAFT_PATH").value).toMatchObject({ kind: "known", value: undefined });
});

test("one of another namespace, or that mounts something else, does not", () => {
  const others = [workload(mounted, {}, "shop"), workload([{ name: "config", configMap: { name: "other" } }])];
  expect(first(setupsIn([configMap(whole), ...others]))).toMatchObject({ workloads: [], undecided: [] });
});

test("a Secret that the workload mounts as well completes it", () => {
  const secret = resource("kubernetes:core/v1:Secret", {
    metadata: { name: "seal", namespace: "vault" },
    stringData: { "seal.hcl": 'seal "awskms" {}' },
  });
  const projected = { sources: [{ configMap: { name: "config" } }, { secret: { name: "seal" } }] };
  const setup = first(setupsIn([configMap(whole), secret, workload([{ name: "all", projected }])]));
  expect(setup.parts).toHaveLength(2);
});

test.each([
  ["volumes", workload(unknownMark)],
  ["a volume's ConfigMap", workload([{ name: "config", configMap: { name: unknownMark } }])],
  ["pods", resource("kubernetes:apps/v1:StatefulSet", { spec: { template: { spec: unknownMark } } })],
])("%s that are not known leave it undecided", (_name, unsure) => {
  expect(first(setupsIn([configMap(whole), unsure])).undecided).toHaveLength(1);
});

test("what a container takes from elsewhere can set any variable", () => {
  const setup = first(setupsIn([configMap(whole), workload(mounted, { envFrom: [{ secretRef: { name: "vault" } }] })]));
  expect(variableFor(setup, "VAULT_SEAL_TYPE").value.kind).toBe("unknown");
});

test("a Compose project has its services' environment", () => {
  const setup = setupOf(
    resource("strongroom:file:Compose", {
      services: { vault: { image: "hashicorp/vault", environment: { VAULT_LOCAL_CONFIG: whole, VAULT_UI: "1" } } },
    }),
  );
  expect(setup === undefined ? undefined : variableFor(setup, "VAULT_UI").value).toMatchObject({ value: "1" });
});
