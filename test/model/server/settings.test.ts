import { printPlace } from "../../../model/place";
import { readResource } from "../../../model/resource";
import { addressesOf } from "../../../model/server/addresses";
import { devSignsOf } from "../../../model/server/dev-server";
import { listenersOf } from "../../../model/server/listener";
import { configurationsOf } from "../../../model/server/settings";
import type { Value } from "../../../model/value";

function resource(type: string, props: object, name = "example") {
  return readResource({ urn: `urn::${name}`, type, name, props });
}

const shown = (value: Value<unknown>) => (value.kind === "known" ? value.value : value.kind);

/** For each configuration: unknown, or its listeners' types with their `tls_disable`. */
function listeners(type: string, props: object) {
  return configurationsOf(resource(type, props)).map((settings) => {
    const found = listenersOf(settings);
    return found.kind === "known"
      ? found.value.map(({ type: kind, tlsDisable }) => [shown(kind), shown(tlsDisable)])
      : found.kind;
  });
}

const plain = 'listener "tcp" {\n  tls_disable = 1\n}\n';
const tls = 'listener "tcp" {\n  tls_cert_file = "a"\n  tls_key_file = "b"\n}\n';

describe("a ConfigMap", () => {
  const map = (data: object, more: object = {}) =>
    listeners("kubernetes:core/v1:ConfigMap", { metadata: { name: "x" }, data, ...more });

  test.each([
    [
      "several keys, one of them no configuration",
      { "a.hcl": tls, "b.hcl": plain, "nginx.conf": "server { listen 80; }" },
      [[["tcp", undefined]], [["tcp", true]]],
    ],
    [
      "a listener with its type inside",
      { "a.hcl": 'listener { type = "TCP" tls_disable = true }\nui = true' },
      [[["tcp", true]]],
    ],
    ["the JSON form with one listener", { "a.json": '{"listener":{"tcp":{"tls_disable":"1"}}}' }, [[["tcp", true]]]],
    [
      "a key whose text is not known yet, by its name",
      { "vault.hcl": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      ["unknown"],
    ],
    ["a text that is not known yet and says nothing of Vault", { motd: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, []],
    ["a listener of another program", { "envoy.json": '{"listeners":[{"address":"0.0.0.0"}]}' }, []],
  ])("with %s", (_name, data, expected) => {
    expect(map(data)).toEqual(expected);
  });

  test("with a configuration in binaryData", () => {
    expect(map({}, { binaryData: { "a.hcl": Buffer.from(plain).toString("base64") } })).toEqual([[["tcp", true]]]);
  });
});

describe("a release of the official chart", () => {
  const release = (values: unknown, more: object = {}) =>
    listeners("kubernetes:helm.sh/v3:Release", { chart: "hashicorp/vault", values, ...more });

  test.each([
    ["no values: standalone, without TLS", {}, [[["tcp", true]]]],
    ["its mode by text", { server: { ha: { enabled: "true", config: tls } } }, [[["tcp", undefined]]]],
    [
      "a structured configuration",
      { server: { standalone: { config: { listener: [{ tcp: { tls_disable: "t" } }] } } } },
      [[["tcp", true]]],
    ],
    [
      "directives of the chart's templates",
      { server: { standalone: { config: `{{- if .Values.ui }}\nui = true\n{{- end }}\n${plain}` } } },
      [[["tcp", true]]],
    ],
    ["no server", { server: { enabled: false } }, []],
    ["a Vault elsewhere", { injector: { externalVaultAddr: "https://vault:8200" } }, []],
    [
      "a mode that is not known yet",
      { server: { ha: { enabled: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } } },
      ["unknown"],
    ],
    [
      "values as YAML text",
      'server:\n  standalone:\n    config: |\n      listener "tcp" {\n        tls_disable = 1\n      }\n',
      [[["tcp", true]]],
    ],
  ])("with %s", (_name, values, expected) => {
    expect(release(values)).toEqual(expected);
  });

  test("with values in a file, which rules cannot open, decides nothing by the chart's defaults", () => {
    expect(release({}, { valueYamlFiles: [{ __pulumiAsset: true }] })).toEqual(["unknown"]);
  });

  test.each([
    ["./charts/vault", 1],
    ["oci://registry.example.com/vault", 1],
    ["https://helm.releases.hashicorp.com/vault-0.30.0.tgz", 1],
    ["vault-secrets-operator", 0],
    ["postgresql", 0],
  ])("is known by its chart: %s", (chart, count) => {
    expect(listeners("kubernetes:helm.sh/v3:Release", { chart, values: {} })).toHaveLength(count);
  });

  test("as a dependency of another chart", () => {
    const values = { vault: { server: { standalone: { config: plain } } } };
    expect(listeners("kubernetes:helm.sh/v4:Chart", { chart: "platform", values })).toEqual([[["tcp", true]]]);
  });

  test("installed by Flux or by Argo CD", () => {
    const config = { server: { standalone: { config: plain } } };
    const flux = { spec: { chart: { spec: { chart: "vault" } }, values: config } };
    const argo = { spec: { source: { chart: "vault", helm: { values: JSON.stringify(config) } } } };
    expect(listeners("kubernetes:helm.toolkit.fluxcd.io/v2:HelmRelease", flux)).toEqual([[["tcp", true]]]);
    expect(listeners("kubernetes:argoproj.io/v1alpha1:Application", argo)).toEqual([[["tcp", true]]]);
  });
});

describe("Bank-Vaults' operator", () => {
  const vault = (config: unknown) => listeners("kubernetes:vault.banzaicloud.com/v1alpha1:Vault", { spec: { config } });

  test.each<[string, unknown, unknown[]]>([
    ["a tree", { storage: { file: {} }, listener: { TCP: { tls_disable: true } } }, [[["tcp", true]]]],
    ["a text", plain, [[["tcp", true]]]],
    ["a text that is none", "a", ["unknown"]],
    ["what is not known", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", ["unknown"]],
    ["nothing", undefined, []],
  ])("is given %s", (_name, config, expected) => {
    expect(vault(config)).toEqual(expected);
  });
});

describe("dev mode on a command line", () => {
  const signs = (container: object) =>
    devSignsOf(
      resource("kubernetes:apps/v1:StatefulSet", { spec: { template: { spec: { containers: [container] } } } }),
    )
      .filter(({ present }) => shown(present) === true)
      .map(({ what }) => what);

  test.each([
    [{ image: "hashicorp/vault:1.21.0", args: ["server", "-dev"] }, ["dev mode"]],
    [{ image: "registry.example.com/hashicorp/vault@sha256:aa", args: ["server", "--dev-ha=true"] }, ["dev mode"]],
    [{ image: "example/tools", command: ["/bin/sh", "-c", "exec /usr/bin/vault server -dev"] }, ["dev mode"]],
    [{ image: "hashicorp/vault", args: ["server", "-dev-root-token-id=x", "-config=/a"] }, []],
    [{ image: "hashicorp/vault-k8s:1.7", args: ["agent-inject"] }, []],
    [{ image: "example/web", args: ["-dev"] }, []],
    [{ image: "hashicorp/vault" }, ["dev mode"]],
    [{ name: "vault", image: "harbor.example.com/infra/hashicorp-vault:1.14", args: ["server", "-dev"] }, ["dev mode"]],
    [{ image: "openbao/openbao:2.4.1", command: ["bao", "server", "-dev"] }, ["dev mode"]],
  ])("%j: %j", (container, expected) => {
    expect(signs(container)).toEqual(expected);
  });
});

describe("addresses", () => {
  const addresses = (type: string, props: object) =>
    addressesOf(resource(type, props))
      .filter((value) => shown(value) !== undefined)
      .map((value) => `${printPlace(value.place)}: ${String(shown(value))}`);

  test.each([
    ["kubernetes:core/v1:ConfigMap", { data: { VAULT_ADDR: "http://vault" } }, ["data.VAULT_ADDR: http://vault"]],
    [
      "kubernetes:core/v1:ConfigMap",
      { data: { "agent.hcl": 'vault { address = "http://v" }' } },
      ['data["agent.hcl"].vault.address (line 1): http://v'],
    ],
    [
      "kubernetes:core/v1:Pod",
      { metadata: { annotations: { "vault.hashicorp.com/service": "http://v" } } },
      ['metadata.annotations["vault.hashicorp.com/service"]: http://v'],
    ],
    [
      "kubernetes:secrets.hashicorp.com/v1beta1:VaultConnection",
      { spec: { address: "http://v" } },
      ["spec.address: http://v"],
    ],
    [
      "kubernetes:external-secrets.io/v1:ClusterSecretStore",
      { spec: { provider: { vault: { server: "http://v" } } } },
      ["spec.provider.vault.server: http://v"],
    ],
    [
      "kubernetes:core/v1:Pod",
      {
        spec: {
          containers: [{ args: ["vault status -address=http://v; VAULT_API_ADDR='http://w' x; OTHER=http://z"] }],
        },
      },
      ["spec.containers[0].args[0]: http://v", "spec.containers[0].args[0]: http://w"],
    ],
    [
      "kubernetes:core/v1:ConfigMap",
      {
        data: {
          "v.hcl":
            'api_addr = "http://a"\nstorage "raft" {\n  retry_join {\n    leader_api_addr = "http://b"\n  }\n  retry_join {\n    auto_join = "provider=k8s"\n    auto_join_scheme = "http"\n  }\n}\n',
        },
      },
      [
        'data["v.hcl"].api_addr (line 1): http://a',
        'data["v.hcl"].storage.raft.retry_join[0].leader_api_addr (line 4): http://b',
        'data["v.hcl"].storage.raft.retry_join[1].auto_join_scheme (line 8): http://',
      ],
    ],
  ])("%s", (type, props, expected) => {
    expect(addresses(type, props)).toEqual(expected);
  });

  test("an address that comes from elsewhere at run time is not known", () => {
    const env = [{ name: "VAULT_ADDR", valueFrom: { configMapKeyRef: { name: "x", key: "y" } } }];
    expect(addresses("kubernetes:core/v1:Pod", { spec: { containers: [{ env }] } })).toEqual([
      "spec.containers[0].env[0].value: unknown",
    ]);
  });
});
