import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { configuration, hardenedVault, withContainer } from "../../hardened";

const unsealed = "unseal by a key service";
const subject = "ConfigMap vault/vault-config";
const seal = configuration.slice(configuration.indexOf('seal "awskms"'), configuration.indexOf("telemetry {"));
const without = configuration.replace(seal, "");
const config = { name: "config", configMap: { name: "vault-config" } };
const variable = "spec.template.spec.containers[0].env[0].value";
const shares = "key shares (shamir)";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    {
      name: "a seal in a Secret that the servers mount as well",
      resources: hardenedVault({
        configuration: configMap(without),
        servers: withContainer({}, { volumes: [config, { name: "seal", secret: { secretName: "vault-seal" } }] }),
        more: {
          type: "kubernetes:core/v1:Secret",
          name: "seal",
          props: { metadata: { name: "vault-seal", namespace: "vault" }, stringData: { "seal.hcl": seal } },
        },
      }),
      isPartial: true,
    },
    {
      name: "a seal by the servers' environment",
      resources: hardenedVault({
        configuration: configMap(without),
        servers: withEnvironment([{ name: "VAULT_SEAL_TYPE", value: "gcpckms" }]),
      }),
    },
    {
      name: "a seal that is left for another",
      resources: [configMap(configuration.replace(seal, `${seal}seal "transit" {\n  disabled = "true"\n}\n`))],
    },
    {
      name: "key shares in dev",
      resources: [configMap(without)],
      tier: "dev",
    },
    {
      name: "a part of a configuration",
      resources: [configMap('listener "unix" {\n  address = "/run/vault.sock"\n}\n')],
    },
  ],
  bad: [
    {
      name: "no seal",
      resources: hardenedVault({ configuration: configMap(without) }),
      finds: [{ subject, path: 'data["vault.hcl"].seal', must: unsealed, found: shares }],
    },
    {
      name: "a seal that is disabled",
      resources: [configMap(configuration.replace('seal "awskms" {', 'seal "awskms" {\n  disabled = "1"'))],
      finds: [
        {
          subject,
          path: 'data["vault.hcl"].seal.awskms.disabled (line 33)',
          must: unsealed,
          found: "a disabled seal",
        },
      ],
    },
    {
      name: "a variable that brings key shares back",
      resources: hardenedVault({ servers: withEnvironment([{ name: "VAULT_SEAL_TYPE", value: "shamir" }]) }),
      finds: [
        {
          subject: "StatefulSet vault/vault",
          path: variable,
          must: unsealed,
          found: '"shamir"',
        },
      ],
    },
    {
      name: "the server component",
      resources: [
        {
          type: "strongroom:server:Server",
          props: {
            listeners: [{ address: "0.0.0.0:8200", tlsCertFile: "/tls/tls.crt", tlsKeyFile: "/tls/tls.key" }],
            storage: { raft: { path: "/vault/data" } },
          },
        },
      ],
      finds: [{ subject: 'server "example"', path: "seal", must: unsealed, found: shares }],
    },
    {
      name: "the official chart's own configuration",
      resources: [{ type: "kubernetes:helm.sh/v3:Release", props: { chart: "vault", name: "vault", values: {} } }],
      finds: [
        {
          subject: "Release vault",
          path: 'values.server.standalone.config["the chart\'s default"].seal',
          must: unsealed,
          found: shares,
        },
      ],
    },
    {
      name: "another Vault that is asked over http",
      resources: [
        configMap(configuration.replace(seal, 'seal "transit" {\n  address = "http://vault.example.com:8200"\n}\n')),
      ],
      finds: [
        {
          subject,
          path: 'data["vault.hcl"].seal.transit.address (line 33)',
          must: "reach the key service over TLS: the address starts with https://",
          found: '"http://vault.example.com:8200"',
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a configuration that another resource decides",
      resources: [configMap(notKnownYet)],
      finds: [{ subject, path: 'data["vault.hcl"]', must: unsealed }],
    },
    {
      name: "a seal that another resource decides",
      resources: [
        {
          type: "strongroom:server:Server",
          props: {
            listeners: [{ address: "0.0.0.0:8200", tlsCertFile: "/tls/tls.crt", tlsKeyFile: "/tls/tls.key" }],
            storage: { raft: { path: "/vault/data" } },
            seal: notKnownYet,
          },
        },
      ],
      finds: [{ subject: 'server "example"', path: "seal", must: unsealed }],
    },
    {
      name: "a type of seal that stands in a Secret",
      resources: hardenedVault({
        configuration: configMap(without),
        servers: withEnvironment([
          { name: "VAULT_SEAL_TYPE", valueFrom: { secretKeyRef: { name: "vault", key: "seal" } } },
        ]),
      }),
      finds: [
        { subject: "StatefulSet vault/vault", path: variable, must: unsealed },
        { subject: "StatefulSet vault/vault", path: variable, must: unsealed },
      ],
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

function withEnvironment(env: readonly Record<string, unknown>[]) {
  return withContainer({ env });
}
