import { composeType } from "../../../model/file-types";
import { runsServer, serversOf } from "../../../model/platform/servers";
import { readResource } from "../../../model/resource";
import { containersOf, podTemplateOf } from "../../../model/server/workload";
import { unknownMark } from "../../../model/unknown-mark";

const pod = (container: object) =>
  readResource({
    urn: "urn",
    type: "kubernetes:core/v1:Pod",
    name: "pod",
    props: { spec: { containers: [container] } },
  });
const compose = (service: object) =>
  readResource({ urn: "urn", type: composeType, name: "compose.yaml", props: { services: { vault: service } } });

const image = "hashicorp/vault:1.21.0";

describe("a container runs a server", () => {
  test.each<[string, object, boolean]>([
    ["by its image alone", { image }, true],
    ["by the image's first argument", { image, args: ["server", "-config=/vault/config"] }, true],
    ["by a script", { image: "alpine", command: ["sh", "-c", "ulimit -c 0; exec vault server"] }, true],
    ["by a command of another image", { image: "example.com/base:1", command: ["/usr/bin/vault", "server"] }, true],
    [
      "by a script of the user's in Vault's image",
      { image, command: ["/scripts/start.sh"], ports: [{ containerPort: 8200 }] },
      true,
    ],
    ["by such a script that a shell runs", { name: "vault", image, command: ["sh", "/scripts/start.sh"] }, true],
    ["by such a script without ports: not", { name: "unsealer", image, command: ["/scripts/unseal.sh"] }, false],
    ["by the entry point of the image", { image, command: ["docker-entrypoint.sh"], args: ["server"] }, true],
    ["by flags, which the entry point gives to one", { image, args: ["-config=/a"] }, true],
    ["by a script that is not known", { image, command: ["sh", "-c", unknownMark] }, true],
    ["by what a variable says", { image, command: ["sh", "-c", 'exec vault "$@"'] }, true],
    [
      "by the image's first argument, the image renamed",
      { image: "harbor.example.com/infra/hashicorp-vault:1.14", args: ["server"] },
      true,
    ],
    [
      "by the same in a container of that name",
      { name: "vault", image: "harbor.example.com/a@sha256:00", args: ["server"] },
      true,
    ],
    ["in an image of OpenBao's", { image: "quay.io/openbao/openbao:2.4.1" }, true],
    ["by OpenBao's command", { image: "example.com/base:1", command: ["bao", "server"] }, true],
    ["in an image of Vaultwarden's: not", { image: "vaultwarden/server:1.34", args: ["server"] }, false],
    ["that sleeps in Vault's image: not", { image, command: ["sleep", "infinity"] }, false],
    ["that sleeps by the entry point: not", { image, args: ["sleep", "infinity"] }, false],
    ["that a shell lets sleep: not", { image, command: ["sh", "-c", "trap : TERM; tail -f /dev/null & wait"] }, false],
    ["that takes Vault from its image: not", { image, command: ["cp", "/bin/vault", "/shared/vault"] }, false],
    ["as an agent: not", { image, args: ["agent", "-config=/vault/server.hcl"] }, false],
    ["as a proxy, by a command: not", { image, command: ["vault", "proxy"] }, false],
    ["for a snapshot: not", { image, command: ["sh", "-c", "vault operator raft snapshot save /tmp/server"] }, false],
    [
      "of something else that reads from Vault: not",
      { image: "shop:1", command: ["sh", "-c", "vault kv get a"] },
      false,
    ],
    ["of another image: not", { image: "nginx", args: ["server"] }, false],
    [
      "by an image that is not known, in a container of that name",
      { name: "vault", image: unknownMark, args: ["server"] },
      true,
    ],
    ["by arguments that are not known", { image, args: unknownMark }, true],
  ])("%s", (_name, container, expected) => {
    expect(containersOf(pod(container)).map(runsServer)).toEqual([expected]);
  });
});

test.each<[string, object, boolean]>([
  ["one that prepares a pod: not", { initContainers: [{ image }] }, false],
  ["one beside the others from the start", { initContainers: [{ image, restartPolicy: "Always" }] }, true],
  ["one that looks into a pod: not", { ephemeralContainers: [{ image }] }, false],
])("a container runs a server, %s", (_name, spec, expected) => {
  const resource = readResource({ urn: "urn", type: "kubernetes:core/v1:Pod", name: "pod", props: { spec } });
  expect(containersOf(resource).map(runsServer)).toEqual([expected]);
});

test.each([
  ["OpenKruise's StatefulSet", "kubernetes:apps.kruise.io/v1beta1:StatefulSet", true],
  ["Argo's Rollout", "kubernetes:argoproj.io/v1alpha1:Rollout", true],
  ["a kind of somebody's own", "kubernetes:example.com/v1:Crew", true],
  ["a job of somebody's own", "kubernetes:apps.kruise.io/v1alpha1:BroadcastJob", false],
])("%s has the pods of its template", (_name, type, runsServers) => {
  const props = { spec: { template: { spec: { containers: [{ image, args: ["server", "-dev"] }] } } } };
  const workload = readResource({ urn: "urn", type, name: "vault", props });
  expect(containersOf(workload)).toHaveLength(1);
  expect(serversOf(workload)).toHaveLength(runsServers ? 1 : 0);
});

test("a template of somebody's own without containers has no pods", () => {
  const props = { spec: { template: { metadata: {}, data: unknownMark } } };
  const sealed = readResource({ urn: "urn", type: "kubernetes:bitnami.com/v1alpha1:SealedSecret", name: "a", props });
  expect(podTemplateOf(sealed)).toBeUndefined();
});

describe("a service of Compose", () => {
  test.each<[string, object, boolean]>([
    ["with Vault's image", { image }, true],
    ["with a command as one text", { image, command: "server -config=/vault/config" }, true],
    ["with a list", { image: "alpine", entrypoint: ["vault", "server"] }, true],
    ["with another command of Vault's", { image, command: "agent -config=/etc/agent.hcl" }, false],
  ])("%s", (_name, service, expected) => {
    expect(containersOf(compose(service)).map(runsServer)).toEqual([expected]);
  });

  test.each([
    ["as an object", { VAULT_ADDR: "http://vault:8200", HOST_ADDRESS: null }],
    ["as a list", ["VAULT_ADDR=http://vault:8200", "HOST_ADDRESS"]],
  ])("has its environment %s", (_name, environment) => {
    const [container] = containersOf(compose({ image, environment }));
    const shown = container?.environment.map(({ name, value }) => [
      name,
      value.kind === "known" ? value.value : value.kind,
    ]);
    expect(shown).toEqual([
      ["VAULT_ADDR", "http://vault:8200"],
      ["HOST_ADDRESS", "unknown"],
    ]);
  });

  test("keeps a variable secret that is called so", () => {
    const [container] = containersOf(compose({ image, environment: ["DATABASE_PASSWORD=hunter2"] }));
    expect(container?.environment.map(({ value }) => value.kind)).toEqual(["secret"]);
  });
});
