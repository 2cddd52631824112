import { notKnownYet } from "../../example";
import type { RuleData } from "../../rule";

const must = "be reached over TLS: the address starts with https://";
const agent = { name: "agent", image: "hashicorp/vault:1.21.2", args: ["agent", "-config=/agent/agent.hcl"] };

export const examples: RuleData["examples"] = {
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
      finds: [{ subject: 'vault provider "example"', path: "address", must, found: '"http://vault.example.com:8200"' }],
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
      name: "the loopback interface, with nothing of Vault's behind it",
      resources: [deployment({ env: [{ name: "VAULT_ADDR", value: "http://127.0.0.1:8200" }] })],
      finds: [
        {
          subject: "Deployment shop/api",
          path: "spec.template.spec.containers[0].env[0].value",
          must,
          found: '"http://127.0.0.1:8200"',
        },
      ],
    },
    {
      name: "an agent beside the application, of which neither is where api_addr says",
      resources: [
        deployment({ env: [{ name: "VAULT_API_ADDR", value: "http://127.0.0.1:8200" }] }, [agent]),
        deployment({ env: [{ name: "VAULT_ADDR", value: "http://127.0.0.1.example.com:8200" }] }, [agent]),
      ],
      finds: [
        {
          subject: "Deployment shop/api",
          path: "spec.template.spec.containers[0].env[0].value",
          must,
          found: '"http://127.0.0.1:8200"',
        },
        {
          subject: "Deployment shop/api",
          path: "spec.template.spec.containers[0].env[0].value",
          must,
          found: '"http://127.0.0.1.example.com:8200"',
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
      name: "an agent that another resource decides",
      resources: [
        deployment({ env: [{ name: "VAULT_ADDR", value: "http://127.0.0.1:8200" }] }, [], {
          "vault.hashicorp.com/agent-inject": notKnownYet,
        }),
      ],
      finds: [
        {
          subject: "Deployment shop/api",
          path: 'spec.template.metadata.annotations["vault.hashicorp.com/agent-inject"]',
          must,
        },
      ],
    },
    {
      name: "a provider whose address another resource decides",
      resources: [{ type: "pulumi:providers:vault", props: { address: notKnownYet } }],
      finds: [{ subject: 'vault provider "example"', path: "address", must }],
    },
  ],
};

function server(apiAddress: string, clusterAddress: string, leaderApiAddress: string) {
  const raft = { path: "/vault/data", nodeId: "vault-0", retryJoin: [{ leaderApiAddress }] };
  return { type: "strongroom:server:Server", props: { apiAddress, clusterAddress, storage: { raft } } };
}

function deployment(
  container: Record<string, unknown>,
  beside: readonly object[] = [],
  annotations: Readonly<Record<string, string>> = {},
) {
  const containers = [{ name: "api", image: "example/api:1", ...container }, ...beside];
  const template = { metadata: { annotations }, spec: { containers } };
  return {
    type: "kubernetes:apps/v1:Deployment",
    props: { metadata: { name: "api", namespace: "shop" }, spec: { template } },
  };
}
