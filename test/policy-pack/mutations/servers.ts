import { configuration, serverContainer } from "../../../policy-pack/hardened";
import { adding, changing, configuring, serving } from "./intact";
import { breaking, by, type Mutation } from "./mutation";

const digest = `@sha256:${"0".repeat(64)}`;
const listener = '  tls_min_version = "tls12"\n';
const inListener = (setting: string) => configuring(listener, `${listener}  ${setting}\n`);
const atTheTop = (setting: string) => configuring("\nui ", `\n${setting}\nui `);
const storage = configuration.slice(configuration.indexOf("storage "), configuration.indexOf("seal "));
const seal = configuration.slice(configuration.indexOf("seal "), configuration.indexOf("telemetry "));
const withVariable = (name: string, value: string) => serving({ env: [...serverContainer.env, { name, value }] });

export const serversMutations: readonly Mutation[] = [
  breaking(
    "core-dumps-off",
    by("no limit", serving({ args: ["exec vault server -config=/vault/config/vault.hcl"] })),
    by(
      "a limit of another size",
      serving({ args: ["ulimit -c 1024 && exec vault server -config=/vault/config/vault.hcl"] }),
    ),
  ),
  breaking(
    "metrics-protected",
    by("metrics for everybody", inListener("telemetry {\n    unauthenticated_metrics_access = true\n  }")),
    by("profiles for everybody", inListener('profiling {\n    unauthenticated_pprof_access = "t"\n  }')),
  ),
  breaking("mlock-explicit", by("no answer", configuring("disable_mlock = true", ""))),
  breaking(
    "raw-endpoint-off",
    by("the raw endpoint", atTheTop('raw_storage_endpoint = "t"')),
    by("a trace log, by a variable", withVariable("VAULT_LOG_LEVEL", "trace")),
  ),
  breaking(
    "seal-no-inline-credential",
    by("an access key", configuring("  kms_key_id", '  secret_key = "x"\n  kms_key_id')),
  ),
  breaking(
    "server-auto-unseal",
    by("no seal", configuring(seal, "")),
    by("a seal that is disabled", configuring("  kms_key_id", '  disabled = "1"\n  kms_key_id')),
    by("a variable that brings key shares back", withVariable("VAULT_SEAL_TYPE", "shamir")),
  ),
  breaking(
    "server-config-known",
    by("a misspelled setting", atTheTop("max_leese_ttl = 3600")),
    by("a setting of Vault's own dev configuration", atTheTop("enable_raw_endpoint = true")),
  ),
  breaking(
    "server-version-supported",
    by("a line without fixes", serving({ image: `hashicorp/vault:1.19.5${digest}` })),
  ),
  breaking(
    "storage-durable",
    by("a folder that no volume is mounted in", configuring('path = "/vault/data"', 'path = "/var/lib/vault"')),
    by("one server's files, which no other has", configuring(storage, 'storage "file" {\n  path = "/vault/data"\n}\n')),
  ),
  breaking(
    "telemetry-on",
    by("no metrics", configuring('prometheus_retention_time = "24h"', 'prometheus_retention_time = "0"')),
  ),
  breaking(
    "user-lockout",
    by("off for all", configuring("telemetry {", 'user_lockout "all" {\n  disable_lockout = "true"\n}\n\ntelemetry {')),
  ),

  breaking(
    "tls-certificate-covers",
    by("the names of the pods are missing", changing("certificate", { spec: { dnsNames: ["vault.vault.svc"] } })),
    by("the name of the Service is missing", changing("certificate", { spec: { dnsNames: ["*.vault-internal"] } })),
  ),
  breaking(
    "tls-certificate-rotation",
    by("a certificate for a year", changing("certificate", { spec: { duration: "8760h" } })),
  ),
  breaking(
    "tls-client-address",
    by("a provider over http", changing("provider", { address: "http://vault.vault.svc:8200" })),
    by("a server that joins over http", configuring("https://vault-1.", "http://vault-1.")),
  ),
  breaking(
    "tls-client-certificates",
    by("required, and the kubelet has none", inListener("tls_require_and_verify_client_cert = true")),
  ),
  breaking(
    "tls-end-to-end",
    by(
      "an Ingress that ends TLS",
      adding({
        type: "kubernetes:networking.k8s.io/v1:Ingress",
        name: "ingress",
        props: {
          metadata: { name: "vault", namespace: "vault" },
          spec: {
            rules: [
              {
                host: "vault.example.com",
                http: {
                  paths: [
                    { path: "/", pathType: "Prefix", backend: { service: { name: "vault", port: { number: 8200 } } } },
                  ],
                },
              },
            ],
          },
        },
      }),
    ),
  ),
  breaking(
    "tls-listener-required",
    by("a listener without", inListener('tls_disable = "t"')),
    by("a listener without a key", configuring('  tls_key_file    = "/vault/tls/tls.key"\n', "")),
  ),
  breaking("tls-min-version", by("TLS 1.1", configuring("tls12", "tls11"))),
  breaking(
    "tls-no-skip-verify",
    by("a provider", changing("provider", { skipTlsVerify: true })),
    by("a variable of the servers", withVariable("VAULT_SKIP_VERIFY", "1")),
  ),
];
