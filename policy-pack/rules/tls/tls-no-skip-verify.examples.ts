import { vaultProviderType } from "../../../model/resource";
import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";

const must = "verify whom it talks to";
const asked = "verify whom it asks who somebody is: the address starts with https://";
const found = "true";
const container = "spec.template.spec.containers[0]";
const address = "https://vault.example.com:8200";
const transitSeal = (skip: string) =>
  `listener "unix" {\n  address = "/run/vault.sock"\n}\nseal "transit" {\n  address = "${address}"\n  ${skip}\n}\n`;

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a provider that knows the CA", resources: [provider({ caCertFile: "/etc/vault/ca.pem" })] },
    { name: "a provider that says it verifies", resources: [provider({ skipTlsVerify: false })] },
    {
      name: "methods that ask over TLS, and one that asks its own machine",
      resources: [
        jwt({ jwksUrl: "https://idp.example.com/keys" }),
        jwt({ path: "local", oidcDiscoveryUrl: "http://127.0.0.1:8081" }),
      ],
    },
    {
      name: "a seal that verifies, and a comment about one that does not",
      resources: [configMap({ "vault.hcl": transitSeal('# tls_skip_verify = true\n  tls_skip_verify = "0"') })],
    },
    {
      name: "a probe, which asks its own container",
      resources: [
        statefulSet({
          readinessProbe: { exec: { command: ["/bin/sh", "-ec", "vault status -tls-skip-verify"] } },
          args: ["server", "-config=/vault/config"],
        }),
      ],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "a provider",
      resources: [provider({ skipTlsVerify: true })],
      finds: [{ subject: 'vault provider "example"', path: "skipTlsVerify", must, found }],
    },
    {
      name: "login methods that ask whoever answers",
      resources: [
        jwt({ jwksUrl: "http://idp.example.com/keys" }),
        jwt({ path: "oidc", oidcDiscoveryUrl: "HTTP://idp.example.com" }),
        {
          type: "vault:kubernetes/authBackendConfig:AuthBackendConfig",
          props: { backend: "kubernetes", kubernetesHost: "http://10.0.0.1:8080" },
        },
        {
          type: "vault:github/authBackend:AuthBackend",
          props: { organization: "a", baseUrl: "http://git.example.com" },
        },
        {
          type: "vault:generic/endpoint:Endpoint",
          props: {
            path: "auth/ci/config",
            dataJson: JSON.stringify({ jwks_pairs: [{ jwks_url: "http://ci.example.com/keys" }] }),
          },
        },
      ],
      finds: [
        { subject: 'JWT method "jwt"', path: "jwksUrl", must: asked, found: '"http://idp.example.com/keys"' },
        { subject: 'JWT method "oidc"', path: "oidcDiscoveryUrl", must: asked, found: '"HTTP://idp.example.com"' },
        {
          subject: 'settings of Kubernetes method "kubernetes"',
          path: "kubernetesHost",
          must: asked,
          found: '"http://10.0.0.1:8080"',
        },
        { subject: 'GitHub method "example"', path: "baseUrl", must: asked, found: '"http://git.example.com"' },
        {
          subject: 'write to "auth/ci/config"',
          path: "dataJson.jwks_pairs[0].jwks_url",
          must: asked,
          found: "a secret value (not shown)",
        },
      ],
    },
    {
      name: "a seal",
      resources: [configMap({ "vault.hcl": transitSeal('TLS_Skip_Verify = "t"') })],
      finds: [{ subject: "ConfigMap vault/vault", path: 'data["vault.hcl"] (line 6)', must, found }],
    },
    {
      name: "the seal of the server component",
      resources: [
        {
          type: "strongroom:server:Server",
          props: {
            listeners: [{ address: "0.0.0.0:8200", tlsCertFile: "/tls/tls.crt", tlsKeyFile: "/tls/tls.key" }],
            seal: { type: "transit", settings: { address, tls_skip_verify: "1" } },
          },
        },
      ],
      finds: [{ subject: 'server "example"', path: "seal.settings.tls_skip_verify", must, found }],
    },
    {
      name: "VAULT_SKIP_VERIFY in an environment, and the flag in a script",
      resources: [
        statefulSet({
          args: ["sh", "-c", "vault operator raft join -tls-skip-verify https://vault-0:8200\nexec vault server"],
          env: [{ name: "VAULT_SKIP_VERIFY", value: "1" }],
        }),
      ],
      finds: [
        { subject: "StatefulSet vault/vault", path: `${container}.env[0].value`, must, found },
        { subject: "StatefulSet vault/vault", path: `${container}.args[2] (line 1)`, must, found },
      ],
    },
    {
      name: "VAULT_SKIP_VERIFY in a Secret that containers take their environment from",
      resources: [
        {
          type: "kubernetes:core/v1:Secret",
          props: {
            metadata: { name: "api", namespace: "shop" },
            data: { VAULT_SKIP_VERIFY: Buffer.from("true").toString("base64") },
          },
        },
      ],
      finds: [{ subject: "Secret shop/api", path: "data.VAULT_SKIP_VERIFY", must, found }],
    },
    {
      name: "the injector's annotation on a pod",
      resources: [
        {
          type: "kubernetes:core/v1:Pod",
          props: {
            metadata: { name: "api", annotations: { "vault.hashicorp.com/tls-skip-verify": "true" } },
            spec: { containers: [{ name: "api", image: "example/api:1" }] },
          },
        },
      ],
      finds: [{ subject: "Pod api", path: 'metadata.annotations["vault.hashicorp.com/tls-skip-verify"]', must, found }],
    },
    {
      name: "the official chart, in its values as YAML",
      resources: [
        {
          type: "kubernetes:helm.sh/v3:Release",
          props: {
            chart: "vault",
            name: "vault",
            values:
              "injector:\n  externalVaultAddr: https://vault:8200\n  extraEnvironmentVars:\n    VAULT_SKIP_VERIFY: 'true'\n",
          },
        },
      ],
      finds: [{ subject: "Release vault", path: "values (line 4)", must, found }],
    },
    {
      name: "Vault's operator in Kubernetes, the CSI provider and Prometheus",
      resources: [
        {
          type: "kubernetes:secrets.hashicorp.com/v1beta1:VaultConnection",
          props: { metadata: { name: "operator" }, spec: { address, skipTLSVerify: true } },
        },
        {
          type: "kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
          props: { metadata: { name: "csi" }, spec: { parameters: { vaultSkipTLSVerify: "true" } } },
        },
        {
          type: "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
          props: {
            metadata: { name: "metrics" },
            spec: { endpoints: [{ port: "https", tlsConfig: { insecureSkipVerify: true } }] },
          },
        },
      ],
      finds: [
        { subject: "VaultConnection operator", path: "spec.skipTLSVerify", must, found },
        { subject: "SecretProviderClass csi", path: "spec.parameters.vaultSkipTLSVerify", must, found },
        {
          subject: "ServiceMonitor metrics",
          path: "spec.endpoints[0].tlsConfig.insecureSkipVerify",
          must,
          found,
        },
      ],
    },
    {
      name: "an agent on a machine",
      resources: [
        {
          type: "local:index/file:File",
          props: { content: `auto_auth {}\nvault {\n  address = "${address}"\n  tls_skip_verify = true\n}\n` },
        },
      ],
      finds: [{ subject: 'File "example"', path: "content (line 4)", must, found }],
    },
  ],
  unknown: [
    {
      name: "a server's configuration that another resource decides",
      resources: [
        {
          type: "kubernetes:core/v1:ConfigMap",
          props: { metadata: { name: "config", namespace: "vault" }, data: { "vault.hcl": notKnownYet } },
        },
      ],
      finds: [{ subject: "ConfigMap vault/config", path: 'data["vault.hcl"]', must }],
    },
    {
      name: "a Secret of Vault's of which nothing is known",
      resources: [
        {
          type: "kubernetes:core/v1:Secret",
          props: { metadata: { name: "config", namespace: "vault" }, stringData: notKnownYet },
        },
      ],
      finds: [{ subject: "Secret vault/config", path: "stringData", must }],
    },
    {
      name: "a release whose values another resource decides",
      resources: [
        { type: "kubernetes:helm.sh/v3:Release", props: { name: "vault", chart: "vault", values: notKnownYet } },
      ],
      finds: [
        { subject: "Release vault", path: "values.server.enabled", must },
        { subject: "Release vault", path: "values.server.extraEnvironmentVars.VAULT_LOCAL_CONFIG", must },
      ],
    },
    {
      name: "a provider for which another resource decides",
      resources: [provider({ skipTlsVerify: notKnownYet })],
      finds: [{ subject: 'vault provider "example"', path: "skipTlsVerify", must }],
    },
    {
      name: "a variable that a container is given when it starts",
      resources: [
        statefulSet({
          args: ["server"],
          env: [{ name: "VAULT_SKIP_VERIFY", valueFrom: { configMapKeyRef: { name: "vault", key: "skip" } } }],
        }),
      ],
      finds: [{ subject: "StatefulSet vault/vault", path: `${container}.env[0].value`, must }],
    },
    {
      name: "a workload that another resource decides",
      resources: [
        {
          type: "kubernetes:apps/v1:StatefulSet",
          props: { metadata: { name: "vault", namespace: "vault" }, spec: notKnownYet },
        },
      ],
      finds: [{ subject: "StatefulSet vault/vault", path: "spec.template.spec", must }],
    },
    {
      name: "annotations that another resource decides",
      resources: [
        {
          type: "kubernetes:core/v1:Pod",
          props: {
            metadata: { name: "api", annotations: notKnownYet },
            spec: { containers: [{ name: "api", image: "example/api:1" }] },
          },
        },
      ],
      finds: [{ subject: "Pod api", path: "metadata.annotations", must }],
    },
    {
      name: "what Vault would not read as a boolean",
      resources: [configMap({ VAULT_SKIP_VERIFY: "yes" })],
      finds: [{ subject: "ConfigMap vault/vault", path: "data.VAULT_SKIP_VERIFY", must }],
    },
  ],
};

function provider(props: Record<string, unknown>) {
  return { type: vaultProviderType, props: { address, ...props } };
}

function configMap(data: Record<string, string>) {
  return { type: "kubernetes:core/v1:ConfigMap", props: { metadata: { name: "vault", namespace: "vault" }, data } };
}

function statefulSet(container: Record<string, unknown>) {
  const containers = [{ name: "vault", image: "hashicorp/vault:2.1.2", ...container }];
  return {
    type: "kubernetes:apps/v1:StatefulSet",
    props: { metadata: { name: "vault", namespace: "vault" }, spec: { template: { spec: { containers } } } },
  };
}

function jwt(props: Record<string, unknown>) {
  return { type: "vault:jwt/authBackend:AuthBackend", props: { path: "jwt", type: "jwt", ...props } };
}
