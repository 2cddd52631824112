import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { configuration, hardenedVault } from "../../hardened";

const must = "speak nothing older than TLS 1.2";
const sound = "offer only cipher suites with forward secrecy and authenticated encryption";
const subject = "ConfigMap vault/vault-config";
const files = 'tls_cert_file = "/vault/tls/tls.crt"\n  tls_key_file = "/vault/tls/tls.key"';

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    { name: "what Vault does by default", resources: [listener("")], isPartial: true },
    {
      name: "suites for TLS 1.2 that are sound",
      resources: [
        listener(
          'tls_cipher_suites = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"',
        ),
      ],
      isPartial: true,
    },
    {
      name: "TLS 1.3, in the server component",
      resources: [server({ tlsMinVersion: "tls13" })],
      config: { lowestVersion: "tls13" },
      isPartial: true,
    },
    {
      name: "a unix socket",
      resources: [configMap('listener "unix" {\n  address = "/run/vault.sock"\n  tls_min_version = "tls10"\n}\n')],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "TLS 1.0",
      resources: [configMap(configuration.replace('"tls12"', '"tls10"'))],
      finds: [{ subject, path: 'data["vault.hcl"].listener.tcp.tls_min_version (line 12)', must, found: '"tls10"' }],
    },
    {
      name: "a spelling that Vault does not know",
      resources: [listener('tls_min_version = "1.2"')],
      finds: [{ subject, path: 'data["vault.hcl"].listener.tcp.tls_min_version (line 4)', must, found: '"1.2"' }],
    },
    {
      name: "a newest version that is an old one",
      resources: [listener('tls_min_version = "tls11"\n  tls_max_version = "tls11"')],
      finds: [
        { subject, path: 'data["vault.hcl"].listener.tcp.tls_min_version (line 4)', must, found: '"tls11"' },
        {
          subject,
          path: 'data["vault.hcl"].listener.tcp.tls_max_version (line 5)',
          must: "speak TLS 1.2",
          found: '"tls11"',
        },
      ],
    },
    {
      name: "weak suites among sound ones",
      resources: [
        listener('tls_cipher_suites = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_RSA_WITH_3DES_EDE_CBC_SHA"'),
      ],
      finds: [
        {
          subject,
          path: 'data["vault.hcl"].listener.tcp.tls_cipher_suites (line 4)',
          must: sound,
          found: '"TLS_RSA_WITH_3DES_EDE_CBC_SHA"',
        },
      ],
    },
    {
      name: "TLS 1.2 by default where TLS 1.3 is asked for",
      resources: [server({})],
      config: { lowestVersion: "tls13" },
      finds: [
        {
          subject: 'server "example"',
          path: "listeners[0].tlsMinVersion",
          must: "speak nothing older than TLS 1.3",
          found: "nothing",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a version that another resource decides",
      resources: [server({ tlsMinVersion: notKnownYet })],
      finds: [{ subject: 'server "example"', path: "listeners[0].tlsMinVersion", must }],
    },
    {
      name: "a configuration that another resource decides",
      resources: [configMap(notKnownYet)],
      finds: [{ subject, path: 'data["vault.hcl"]', must }],
    },
  ],
};

function listener(settings: string) {
  return configMap(`listener "tcp" {\n  ${files}\n  ${settings}\n}\n`);
}

function configMap(text: string) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}

function server(listener: Record<string, string>) {
  const files = { tlsCertFile: "/vault/tls/tls.crt", tlsKeyFile: "/vault/tls/tls.key" };
  return {
    type: "strongroom:server:Server",
    props: { listeners: [{ address: "0.0.0.0:8200", ...files, ...listener }] },
  };
}
