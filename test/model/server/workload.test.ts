import { composeType } from "../../../model/file-types";
import { runsServer } from "../../../model/platform/servers";
import { readResource } from "../../../model/resource";
import { containersOf } from "../../../model/server/workload";
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
    ["by a script of the user's in Vault's image", { image, command: ["/scripts/start.sh"] }, true],
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
