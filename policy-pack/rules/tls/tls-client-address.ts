import { z } from "zod";
import { vaultProviderType } from "../../../model/resource";
import { addressesOf } from "../../../model/server/addresses";
import { isAbsent, known, type Value } from "../../../model/value";
import { notKnownYet } from "../../example";
import { demand } from "../../outcome";
import { defineRule } from "../../rule";

const must = "be reached over TLS: the address starts with https://";

export default defineRule({
  id: "tls-client-address",
  family: "tls",
  title: "Every address of Vault is an https address",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Production Hardening", section: "End-to-End TLS" },
    { title: "Vault in Kubernetes", section: "Vault Deployment Strategies" },
  ],
  rationale:
    "A client that is told an http address sends its token and reads its secrets in the clear, whatever the server could do. " +
    "Servers that join each other over http hand out the cluster's bootstrap data the same way.",
  remediation: "write the address with https:// and give the client the CA that signed the server's certificate",
  config: z.object({}),
  kind: "resource",
  check: (resource, _config, { vaultAddress }) => {
    const addresses = addressesOf(resource);
    const leftToShell = resource.type === vaultProviderType && addresses.every(isAbsent);
    const all: Value<string | undefined>[] = leftToShell ? [known(vaultAddress, { path: ["VAULT_ADDR"] })] : addresses;
    return all.flatMap((address) =>
      demand(address, { must }, { known: isHttps, secret: (text) => text.matches(https) }),
    );
  },
  examples: {
    good: [
      {
        name: "a provider",
        resources: [{ type: "pulumi:providers:vault", props: { address: "https://vault.example.com:8200" } }],
      },
      {
        name: "servers that join each other",
        resources: [
          server(
            "https://vault-0.vault-internal:8200",
            "https://vault-0.vault-internal:8201",
            "https://vault-1.vault-internal:8200",
          ),
        ],
      },
    ],
    bad: [
      {
        name: "a provider over http",
        resources: [{ type: "pulumi:providers:vault", props: { address: "http://vault.example.com:8200" } }],
        finds: [
          { subject: 'vault provider "example"', path: "address", must, found: '"http://vault.example.com:8200"' },
        ],
      },
      {
        name: "a server that joins its leader over http",
        resources: [
          server(
            "https://vault-0.vault-internal:8200",
            "https://vault-0.vault-internal:8201",
            "http://vault-1.vault-internal:8200",
          ),
        ],
        finds: [
          {
            subject: 'server "example"',
            path: "storage.raft.retryJoin[0].leaderApiAddress",
            must,
            found: '"http://vault-1.vault-internal:8200"',
          },
        ],
      },
      {
        name: "VAULT_ADDR in an application's environment",
        resources: [deployment({ env: [{ name: "VAULT_ADDR", value: "http://vault:8200" }] })],
        finds: [
          {
            subject: "Deployment shop/api",
            path: "spec.template.spec.containers[0].env[0].value",
            must,
            found: '"http://vault:8200"',
          },
        ],
      },
      {
        name: "a script that sets VAULT_ADDR",
        resources: [deployment({ command: ["sh", "-c", "export VAULT_ADDR='http://vault:8200'; exec api"] })],
        finds: [
          {
            subject: "Deployment shop/api",
            path: "spec.template.spec.containers[0].command[2]",
            must,
            found: '"http://vault:8200"',
          },
        ],
      },
      {
        name: "the injector of the official chart",
        resources: [
          {
            type: "kubernetes:helm.sh/v3:Release",
            props: {
              chart: "vault",
              name: "injector",
              values: { global: { externalVaultAddr: "http://vault.example.com:8200" } },
            },
          },
        ],
        finds: [
          {
            subject: "Release injector",
            path: "values.global.externalVaultAddr",
            must,
            found: '"http://vault.example.com:8200"',
          },
        ],
      },
    ],
    unknown: [
      {
        name: "a provider whose address another resource decides",
        resources: [{ type: "pulumi:providers:vault", props: { address: notKnownYet } }],
        finds: [{ subject: 'vault provider "example"', path: "address", must }],
      },
    ],
  },
});

const https = /^(?:https|unix):\/\//iu;

function isHttps(address: string | undefined): boolean {
  return address === undefined || address === "" || https.test(address);
}

function server(apiAddress: string, clusterAddress: string, leaderApiAddress: string) {
  const raft = { path: "/vault/data", nodeId: "vault-0", retryJoin: [{ leaderApiAddress }] };
  return { type: "strongroom:server:Server", props: { apiAddress, clusterAddress, storage: { raft } } };
}

function deployment(container: Record<string, unknown>) {
  const containers = [{ name: "api", image: "example/api:1", ...container }];
  return {
    type: "kubernetes:apps/v1:Deployment",
    props: { metadata: { name: "api", namespace: "shop" }, spec: { template: { spec: { containers } } } },
  };
}
