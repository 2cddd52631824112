import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";

const files = { tls_cert_file: "/vault/tls/tls.crt", tls_key_file: "/vault/tls/tls.key" };
const tlsListener = `listener "tcp" {
  address       = "0.0.0.0:8200"
  tls_cert_file = "/vault/tls/tls.crt"
  tls_key_file  = "/vault/tls/tls.key"
}
`;
const plainListener = (off: string) => `listener "tcp" {\n  address = "0.0.0.0:8200"\n  tls_disable = ${off}\n}\n`;
const must = "use TLS on every tcp listener";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "a ConfigMap with a listener that has a certificate and a key, and a unix socket",
      resources: [configMap({ "vault.hcl": `${tlsListener}listener "unix" {\n  address = "/run/vault.sock"\n}\n` })],
    },
    {
      name: "the server component",
      resources: [
        server([{ address: "0.0.0.0:8200", tlsCertFile: "/vault/tls/tls.crt", tlsKeyFile: "/vault/tls/tls.key" }]),
      ],
    },
    {
      name: "a release of the official chart",
      resources: [
        release({
          global: { tlsDisable: false },
          server: { image: { tag: "2.1.2" }, ha: { enabled: true, raft: { enabled: true, config: tlsListener } } },
        }),
      ],
      isPartial: true,
    },
    {
      name: "an agent, which listens for its own machine only",
      resources: [
        configMap({ "agent.hcl": `vault { address = "https://vault:8200" }\nauto_auth {}\n${plainListener("true")}` }),
      ],
    },
  ],
  bad: [
    {
      name: 'tls_disable = "t" in the second listener of a ConfigMap',
      resources: [configMap({ "vault.hcl": tlsListener + plainListener('"t"') })],
      finds: [
        {
          subject: "ConfigMap vault/vault-config",
          path: 'data["vault.hcl"].listener[1].tcp.tls_disable (line 8)',
          must,
          found: "true",
        },
      ],
    },
    {
      name: "a server's configuration with an agent's block, of which a server only warns",
      resources: [
        configMap({
          "vault.hcl": `storage "raft" {\n  path = "/vault/data"\n}\nauto_auth {}\n${plainListener("true")}`,
        }),
      ],
      finds: [
        {
          subject: "ConfigMap vault/vault-config",
          path: 'data["vault.hcl"].listener.tcp.tls_disable (line 7)',
          must,
          found: "true",
        },
      ],
    },
    {
      name: "the JSON form, with 1",
      resources: [configMap({ "local.json": JSON.stringify({ listener: [{ tcp: { ...files, tls_disable: 1 } }] }) })],
      finds: [
        {
          subject: "ConfigMap vault/vault-config",
          path: 'data["local.json"].listener.tcp.tls_disable (line 1)',
          must,
          found: "true",
        },
      ],
    },
    {
      name: "a Secret",
      resources: [
        {
          type: "kubernetes:core/v1:Secret",
          props: {
            metadata: { name: "vault-config", namespace: "vault" },
            data: { "vault.hcl": base64(plainListener("1")) },
          },
        },
      ],
      finds: [
        {
          subject: "Secret vault/vault-config",
          path: 'data["vault.hcl"].listener.tcp.tls_disable (line 3)',
          must,
          found: "true",
        },
      ],
    },
    {
      name: "a machine's user data in base64",
      resources: [
        {
          type: "aws:ec2/launchTemplate:LaunchTemplate",
          props: { userData: base64(`#!/bin/sh\ncat > /etc/vault.d/vault.hcl <<EOF\n${plainListener("1")}EOF\n`) },
        },
      ],
      finds: [
        {
          subject: 'LaunchTemplate "example"',
          path: "userData.listener.tcp.tls_disable (line 5)",
          must,
          found: "true",
        },
      ],
    },
    {
      name: "the server component, without a key",
      resources: [server([{ address: "0.0.0.0:8200", tlsCertFile: "/vault/tls/tls.crt" }])],
      finds: [
        {
          subject: 'server "example"',
          path: "listeners[0].tlsKeyFile",
          must: "have a private key for TLS",
          found: "nothing",
        },
      ],
    },
    {
      name: "a release of the official chart that keeps the chart's configuration",
      resources: [release({ server: { ha: { enabled: true, raft: { enabled: true } } } })],
      finds: [
        {
          subject: "Release vault/vault",
          path: 'values.server.ha.raft.config["the chart\'s default"].listener.tcp.tls_disable',
          must,
          found: "true",
        },
        {
          subject: "Release vault/vault",
          path: "values.global.tlsDisable",
          must: "run Vault's pods with TLS",
          found: "true",
        },
      ],
    },
    {
      name: "VAULT_LOCAL_CONFIG in a StatefulSet",
      resources: [
        {
          type: "kubernetes:apps/v1:StatefulSet",
          props: {
            metadata: { name: "vault", namespace: "vault" },
            spec: {
              template: {
                spec: {
                  containers: [
                    {
                      name: "vault",
                      image: "hashicorp/vault:1.21.0",
                      args: ["server"],
                      env: [
                        {
                          name: "VAULT_LOCAL_CONFIG",
                          value: '{"listener":{"tcp":{"address":"0.0.0.0:8200","tls_disable":"TRUE"}}}',
                        },
                      ],
                    },
                  ],
                },
              },
            },
          },
        },
      ],
      finds: [
        {
          subject: "StatefulSet vault/vault",
          path: "spec.template.spec.containers[0].env[0].value.listener.tcp.tls_disable (line 1)",
          must,
          found: "true",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a certificate file that another resource decides",
      resources: [server([{ address: "0.0.0.0:8200", tlsCertFile: notKnownYet, tlsKeyFile: "/vault/tls/tls.key" }])],
      finds: [{ subject: 'server "example"', path: "listeners[0].tlsCertFile", must: "have a certificate for TLS" }],
    },
    {
      name: "a configuration that Vault could not read either",
      resources: [configMap({ "vault.hcl": 'listener "tcp" {' })],
      finds: [{ subject: "ConfigMap vault/vault-config", path: 'data["vault.hcl"] (line 1)', must }],
    },
  ],
};

function configMap(data: Record<string, string>) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data },
  };
}

function server(listeners: readonly Record<string, string>[]) {
  return { type: "strongroom:server:Server", props: { listeners, apiAddress: "https://vault.example.com:8200" } };
}

function release(values: Record<string, unknown>) {
  return {
    type: "kubernetes:helm.sh/v3:Release",
    props: { chart: "vault", name: "vault", namespace: "vault", values },
  };
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
