import { cloudInitType, composeType } from "../../../model/file-types";
import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { configuration, hardenedVault, withContainer } from "../../hardened";

const said = "say whether memory is locked, without which it does not start";
const noSwap = "have no swap, because its memory is not locked";
const subject = "ConfigMap vault/vault-config";
const without = configuration.replace("disable_mlock = true", "");

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    {
      name: "an answer in the servers' environment",
      resources: hardenedVault({
        configuration: configMap(without),
        servers: withContainer({ env: [{ name: "VAULT_DISABLE_MLOCK", value: "true" }] }),
      }),
    },
    {
      name: "the official chart, which answers by itself",
      resources: [{ type: "kubernetes:helm.sh/v3:Release", props: { chart: "vault", name: "vault", values: chart() } }],
      isPartial: true,
    },
    {
      name: "other storage, with memory that is locked unless one says otherwise",
      resources: [configMap(without.replace('storage "raft"', 'storage "postgresql"'))],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "no answer",
      resources: hardenedVault({ configuration: configMap(without) }),
      finds: [{ subject, path: 'data["vault.hcl"].disable_mlock', must: said, found: "nothing" }],
    },
    {
      name: "swap on the machine, in its first configuration",
      resources: [
        {
          type: cloudInitType,
          name: "user-data.yaml",
          props: {
            swap: { filename: "/swap.img", size: "2G" },
            write_files: [{ path: "/etc/vault.d/vault.hcl", content: configuration }],
          },
        },
      ],
      finds: [{ subject: "user-data.yaml", path: "swap.size", must: noSwap, found: "swap" }],
    },
    {
      name: "all the machine's swap, in Compose",
      resources: [
        {
          type: composeType,
          name: "compose.yaml",
          props: {
            services: {
              vault: {
                image: "hashicorp/vault:1.21.0",
                command: "server",
                environment: { VAULT_LOCAL_CONFIG: configuration },
                memswap_limit: -1,
              },
            },
          },
        },
      ],
      finds: [{ subject: "compose.yaml", path: "services.vault.memswap_limit", must: noSwap, found: "swap" }],
    },
  ],
  unknown: [
    {
      name: "a configuration that another resource decides",
      resources: [configMap(notKnownYet)],
      finds: [{ subject, path: 'data["vault.hcl"]', must: said }],
    },
    {
      name: "what Vault would not read as a boolean",
      resources: [configMap(configuration.replace("disable_mlock = true", 'disable_mlock = "yes"'))],
      finds: [{ subject, path: 'data["vault.hcl"].disable_mlock (line 5)', must: said }],
    },
  ],
};

function configMap(text: string) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name: "configuration",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}

function chart() {
  return { server: { ha: { enabled: true, raft: { enabled: true, config: without } } } };
}
