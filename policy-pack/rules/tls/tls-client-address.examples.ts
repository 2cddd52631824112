import { notKnownYet } from "../../example";
import type { RuleData } from "../../rule";
import { operatorExamples } from "./tls-client-address.operators.examples";

const must = "be reached over TLS: the address starts with https://";
const deploymentType = "kubernetes:apps/v1:Deployment";
const metadata = { name: "api", namespace: "shop" };
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
    {
      name: "a cluster address that Vault makes one with https",
      resources: [
        server("https://vault-0:8200", "http://vault-0:8201", "https://vault-1:8200"),
        deployment({ image: "hashicorp/vault:1.21.2", env: [{ name: "VAULT_CLUSTER_ADDR", value: "http://a:8201" }] }),
      ],
      isPartial: true,
    },
    {
      name: "an application with an agent, and one without, beside what Vault is told to have",
      resources: [
        { type: "vault:index/mount:Mount", props: { path: "secret", type: "kv-v2" } },
        deployment({ env: [{ name: "VAULT_ADDR", value: "https://vault:8200" }] }, [agent], {
          "vault.hashicorp.com/role": "api",
        }),
        deployment({ env: [{ name: "PORT", value: "8080" }] }),
      ],
      isPartial: true,
    },
    ...operatorExamples.good,
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
    ...operatorExamples.bad,
  ],
  unknown: [
    {
      name: "pods, a container and what prepares pods, that other resources decide",
      resources: [
        { type: deploymentType, props: { metadata, spec: notKnownYet } },
        deployment({}, [notKnownYet]),
        {
          type: deploymentType,
          props: { metadata, spec: { template: { spec: { containers: [], initContainers: notKnownYet } } } },
        },
      ],
      finds: [
        { subject: "Deployment shop/api", path: "spec.template.spec", must },
        { subject: "Deployment shop/api", path: "spec.template.spec.containers[1]", must },
        { subject: "Deployment shop/api", path: "spec.template.spec.initContainers", must },
      ],
    },
    {
      name: "the variables and the command of an application that has to do with Vault",
      resources: [
        deployment({ env: notKnownYet }, [], { "vault.hashicorp.com/role": "api" }),
        deployment({ image: "hashicorp/vault:1.21.2", args: ["read", notKnownYet] }),
        deployment({
          env: [
            { name: notKnownYet, value: "a" },
            { name: "VAULT_ROLE", value: "api" },
          ],
        }),
      ],
      finds: [
        { subject: "Deployment shop/api", path: "spec.template.spec.containers[0].env", must },
        { subject: "Deployment shop/api", path: "spec.template.spec.containers[0].args[1]", must },
        { subject: "Deployment shop/api", path: "spec.template.spec.containers[0].env[0].name", must },
      ],
    },
    {
      name: "configurations that other resources decide",
      resources: [
        {
          type: "kubernetes:core/v1:ConfigMap",
          props: { metadata: { name: "vault-agent", namespace: "shop" }, data: { "agent.hcl": notKnownYet } },
        },
        {
          type: "kubernetes:core/v1:Secret",
          props: { metadata: { name: "vault", namespace: "vault" }, stringData: notKnownYet },
        },
        deployment({ image: "hashicorp/vault:1.21.2", env: [{ name: "VAULT_LOCAL_CONFIG", value: notKnownYet }] }),
      ],
      finds: [
        { subject: "ConfigMap shop/vault-agent", path: 'data["agent.hcl"]', must },
        { subject: "Secret vault/vault", path: "stringData", must },
        { subject: "Deployment shop/api", path: "spec.template.spec.containers[0].env[0].value", must },
      ],
    },
    {
      name: "the scheme by which servers join whom they find",
      resources: [
        {
          type: "strongroom:server:Server",
          props: { storage: { raft: { retryJoin: [{ autoJoin: "provider=k8s", autoJoinScheme: notKnownYet }] } } },
        },
      ],
      finds: [{ subject: 'server "example"', path: "storage.raft.retryJoin[0].autoJoinScheme", must }],
    },
    {
      name: "the variables of an application that says nothing of Vault, in a stack that has one",
      resources: [
        { type: "vault:index/mount:Mount", props: { path: "secret", type: "kv-v2" } },
        deployment({ env: notKnownYet, args: ["--verbose", notKnownYet] }),
      ],
      finds: [{ subject: "Deployment shop/api", path: "spec.template.spec.containers[0].env", must }],
    },
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
  beside: readonly (object | string)[] = [],
  annotations: Readonly<Record<string, string>> = {},
) {
  const containers = [{ name: "api", image: "example/api:1", ...container }, ...beside];
  const template = { metadata: { annotations }, spec: { containers } };
  return { type: deploymentType, props: { metadata, spec: { template } } };
}
