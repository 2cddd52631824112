import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";

const must = "hold no token of Vault's and no key that unseals one";
const aToken = "a Vault token (not shown)";
const aRootToken = "a root token (not shown)";
const aKey = "an unseal or recovery key (not shown)";
const token = "hvs.CAESIexampleexampleexample";
const share = "YS1rZXktc2hhcmUtb2YtMzMtYnl0ZXMtbm90LWEtcmVhbC1vbmU=";
const container = "spec.template.spec.containers[0]";
const subject = "Deployment shop/api";
const initialised = JSON.stringify({ unseal_keys_b64: [share], unseal_shares: 5, root_token: token }, undefined, 2);

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "a token that comes from elsewhere, or stands in a file",
      resources: [
        deployment({
          command: ["sh", "-c", "export VAULT_TOKEN=$(cat /vault/token); vault operator unseal $UNSEAL_KEY; exec api"],
          env: [
            { name: "VAULT_TOKEN", valueFrom: { secretKeyRef: { name: "vault", key: "root_token" } } },
            { name: "VAULT_ROOT_TOKEN", value: "$(VAULT_TOKEN)" },
            { name: "VAULT_TOKEN_FILE", value: "/run/secrets/vault/token" },
          ],
        }),
      ],
    },
    {
      name: "the login of an AppRole, which is not root's",
      resources: [secret({ "role-id": "a1b2c3d4", "secret-id": "z9y8x7w6" })],
    },
    {
      name: "settings whose names only mention keys and tokens",
      resources: [
        {
          type: "kubernetes:core/v1:ConfigMap",
          props: {
            metadata: { name: "vault", annotations: { description: "The root token is revoked" } },
            data: {
              unseal_shares: "5",
              root_token_ttl: "1h",
              unseal_key: "/vault/keys/1",
              ".env": "VAULT_TOKEN=\nA=b\n",
            },
          },
        },
      ],
    },
    {
      name: "addresses of other stores",
      resources: [deployment({ env: [{ name: "VAULT_TOKEN", value: "vault:secret/data/ci#token" }] })],
    },
  ],
  bad: [
    {
      name: "what `vault operator init` says, in a Secret",
      resources: [secret({ "init.json": initialised })],
      finds: [
        { subject: "Secret vault/vault", path: 'data["init.json"] (line 2)', must, found: aKey },
        { subject: "Secret vault/vault", path: 'data["init.json"] (line 6)', must, found: aRootToken },
      ],
    },
    {
      name: "keys and a token of any look, by their names",
      resources: [secret({ "unseal-key-1": share, recoveryKeys: share, VAULT_ROOT_TOKEN: "correct-horse" })],
      finds: [
        { subject: "Secret vault/vault", path: "data.unseal-key-1", must, found: aKey },
        { subject: "Secret vault/vault", path: "data.recoveryKeys", must, found: aKey },
        { subject: "Secret vault/vault", path: "data.VAULT_ROOT_TOKEN", must, found: aRootToken },
      ],
    },
    {
      name: "an .env file in a ConfigMap",
      resources: [
        {
          type: "kubernetes:core/v1:ConfigMap",
          props: { metadata: { name: "api" }, data: { ".env": `# for Vault\nVAULT_TOKEN="${token}"\n` } },
        },
      ],
      finds: [{ subject: "ConfigMap api", path: 'data[".env"] (line 2)', must, found: aToken }],
    },
    {
      name: "an environment, and arguments",
      resources: [
        deployment({
          env: [{ name: "VAULT_TOKEN", value: "root" }],
          args: ["--header", `X-Vault-Token: s.${"A1b2C3d4".repeat(3)}`, "--dev-root-token-id=root"],
        }),
      ],
      finds: [
        { subject, path: `${container}.env[0].value`, must, found: aToken },
        { subject, path: `${container}.args[1]`, must, found: aToken },
        { subject, path: `${container}.args[2]`, must, found: aRootToken },
      ],
    },
    {
      name: "a script that unseals",
      resources: [
        {
          type: "aws:ec2/instance:Instance",
          props: { userData: `#!/bin/sh\nvault operator unseal -address=https://127.0.0.1:8200 ${share}\n` },
        },
      ],
      finds: [{ subject: 'Instance "example"', path: "userData (line 2)", must, found: aKey }],
    },
    {
      name: "the official chart's values",
      resources: [
        {
          type: "kubernetes:helm.sh/v3:Release",
          props: {
            chart: "vault",
            name: "injector",
            values: {
              global: { externalVaultAddr: "https://vault.example.com:8200" },
              server: { extraEnvironmentVars: { VAULT_TOKEN: token } },
            },
          },
        },
      ],
      finds: [
        { subject: "Release injector", path: "values.server.extraEnvironmentVars.VAULT_TOKEN", must, found: aToken },
      ],
    },
    {
      name: "a secret in another Vault",
      resources: [
        {
          type: "vault:kv/secretV2:SecretV2",
          props: { mount: "secret", name: "vault", dataJson: JSON.stringify({ root_token: "correct-horse" }) },
        },
      ],
      finds: [{ subject: 'secret "vault"', path: "dataJson", must, found: aRootToken }],
    },
    {
      name: "an output",
      resources: [{ type: "pulumi:pulumi:Stack", props: { vault: { rootToken: "correct-horse", login: token } } }],
      finds: [
        { subject: "stack production", path: "vault.rootToken", must, found: aRootToken },
        { subject: "stack production", path: "vault.login", must, found: aToken },
      ],
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
      name: "a token that another resource makes",
      resources: [deployment({ env: [{ name: "VAULT_TOKEN", value: notKnownYet }] })],
      finds: [{ subject, path: `${container}.env[0].value`, must }],
    },
    {
      name: "arguments that another resource decides",
      resources: [deployment({ args: ["--header", notKnownYet] })],
      finds: [{ subject, path: `${container}.args[1]`, must }],
    },
    {
      name: "a root token as an output that is made only by the apply",
      resources: [{ type: "pulumi:pulumi:Stack", props: { vaultRootToken: notKnownYet } }],
      finds: [{ subject: "stack production", path: "vaultRootToken", must }],
    },
  ],
};

function secret(texts: Record<string, string>) {
  const inBase64 = Object.entries(texts).map(
    ([key, text]) => [key, Buffer.from(text, "utf8").toString("base64")] as const,
  );
  return {
    type: "kubernetes:core/v1:Secret",
    props: { metadata: { name: "vault", namespace: "vault" }, data: Object.fromEntries(inBase64) },
  };
}

function deployment(container: Record<string, unknown>) {
  const containers = [{ name: "api", image: "example/api:1", ...container }];
  return {
    type: "kubernetes:apps/v1:Deployment",
    props: { metadata: { name: "api", namespace: "shop" }, spec: { template: { spec: { containers } } } },
  };
}
