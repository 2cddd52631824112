import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";
import { secretValue } from "../../testing/secret-value";

const must = "leave no secret in state that lies open there, or that nothing needs there";
const stack = "pulumi:pulumi:Stack";
const url = "postgresql://{{username}}:{{password}}@db.example.com/app?sslmode=verify-full";
const hidden = (what: string) => `${what} (not shown)`;

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "a password that the program marks",
      resources: [connection({ connectionUrl: url, username: "vault", password: secretValue("not-shown") })],
      isPartial: true,
    },
    {
      name: "a token that is handed out wrapped",
      resources: [token({ wrappingTtl: "300s" })],
      isPartial: true,
    },
    {
      name: "a secret that the provider only writes",
      resources: [
        {
          type: "vault:kv/secretV2:SecretV2",
          props: {
            mount: "secret",
            name: "api",
            dataJsonWo: JSON.stringify({ password: "not-shown" }),
            dataJsonWoVersion: 1,
          },
        },
      ],
      isPartial: true,
    },
    {
      name: "a write that keeps no secret of the answer",
      resources: [write({ writeFields: ["certificate", "expiration"] })],
    },
    {
      name: "a write without a body, to a path that is not known yet",
      resources: [{ type: "vault:generic/endpoint:Endpoint", props: { path: notKnownYet, dataJson: "{}" } }],
      isPartial: true,
    },
    {
      name: "a key of a cloud's, which Vault reaches by its identity",
      resources: [{ type: "vault:managed/keys:Keys", props: { aws: [{ name: "seal", kmsKey: "alias/vault" }] } }],
    },
    { name: "outputs that are names", resources: [{ type: stack, props: { mount: "secret", passwordPath: "api" } }] },
  ],
  bad: [
    {
      name: "the password of a database",
      resources: [connection({ connectionUrl: url, username: "vault", password: "not-shown" })],
      finds: [
        {
          subject: 'database connection "app"',
          path: "postgresql.password",
          must,
          found: hidden("a secret that nobody marks"),
        },
      ],
    },
    {
      name: "a secret that the program writes",
      resources: [
        {
          type: "vault:kv/secretV2:SecretV2",
          props: { mount: "secret", name: "api", dataJson: JSON.stringify({ password: "not-shown" }) },
        },
        {
          type: "vault:generic/secret:Secret",
          name: "other",
          props: { path: "secret/other", dataJson: JSON.stringify({ a: "not-shown" }) },
        },
      ],
      finds: [
        { subject: 'secret "api"', path: "dataJson", must, found: hidden("a secret of a key-value engine") },
        {
          subject: 'write to "secret/other"',
          path: "dataJson",
          must,
          found: hidden("a secret of a key-value engine"),
        },
      ],
    },
    {
      name: "a token without wrapping",
      resources: [token({})],
      finds: [{ subject: 'token "ci"', path: "wrappingTtl", must, found: hidden("a token") }],
    },
    {
      name: "private keys of certificates",
      resources: [
        {
          type: "vault:pkiSecret/secretBackendCert:SecretBackendCert",
          props: { backend: "pki", name: "api", commonName: "api.example.com" },
        },
        {
          type: "vault:pkiSecret/secretBackendIntermediateCertRequest:SecretBackendIntermediateCertRequest",
          props: { backend: "pki", commonName: "example", type: "exported" },
        },
      ],
      finds: [
        { subject: 'SecretBackendCert "example"', path: "privateKey", must, found: hidden("a private key") },
        {
          subject: 'SecretBackendIntermediateCertRequest "example"',
          path: "type",
          must,
          found: hidden("a private key"),
        },
      ],
    },
    {
      name: "the private key of an answer",
      resources: [write({ writeFields: ["certificate", "private_key"] })],
      finds: [
        {
          subject: 'write to "pki/issue/api"',
          path: "writeFields[1]",
          must,
          found: hidden("a secret of the answer"),
        },
      ],
    },
    {
      name: "outputs",
      resources: [{ type: stack, props: { database: { password: "not-shown" } } }],
      finds: [{ subject: "stack production", path: "database.password", must, found: hidden("a secret output") }],
    },
  ],
  unknown: [
    {
      name: "a password that another resource makes, and nobody marks",
      resources: [connection({ connectionUrl: url, username: "vault", password: notKnownYet })],
      finds: [{ subject: 'database connection "app"', path: "postgresql.password", must }],
    },
    {
      name: "blocks of which nothing is known, which can have a password",
      resources: [
        {
          type: "vault:database/secretBackendConnection:SecretBackendConnection",
          props: { backend: "database", name: "app", data: notKnownYet },
        },
        { type: "vault:database/secretsMount:SecretsMount", props: { path: "database", postgresqls: [notKnownYet] } },
        { type: "vault:managed/keys:Keys", props: { aws: notKnownYet, azures: [notKnownYet] } },
      ],
      finds: [
        { subject: 'database connection "app"', path: "data", must },
        { subject: 'database engine "database"', path: "postgresqls[0]", must },
        { subject: 'Keys "example"', path: "aws", must },
        { subject: 'Keys "example"', path: "azures[0]", must },
      ],
    },
    {
      name: "writes to paths that other resources decide, which can be of a key-value engine",
      resources: [
        {
          type: "vault:generic/secret:Secret",
          props: { path: notKnownYet, dataJson: JSON.stringify({ a: "not-shown" }) },
        },
        { type: "vault:generic/endpoint:Endpoint", props: { path: notKnownYet, dataJson: notKnownYet } },
      ],
      finds: [
        { subject: 'write to "example"', path: "path", must },
        { subject: 'write to "example"', path: "path", must },
      ],
    },
    {
      name: "a body, a kind of key and the fields of an answer, that other resources decide",
      resources: [
        { type: "vault:kv/secretV2:SecretV2", props: { mount: "secret", name: "api", dataJson: notKnownYet } },
        {
          type: "vault:pkiSecret/secretBackendIntermediateCertRequest:SecretBackendIntermediateCertRequest",
          props: { backend: "pki", commonName: "example", type: notKnownYet },
        },
        write({ writeFields: notKnownYet }),
        write({ writeFields: ["certificate", notKnownYet] }),
      ],
      finds: [
        { subject: 'secret "api"', path: "dataJson", must },
        { subject: 'SecretBackendIntermediateCertRequest "example"', path: "type", must },
        { subject: 'write to "pki/issue/api"', path: "writeFields", must },
        { subject: 'write to "pki/issue/api"', path: "writeFields[1]", must },
      ],
    },
    {
      name: "a wrapping that another resource decides",
      resources: [token({ wrappingTtl: notKnownYet })],
      finds: [{ subject: 'token "ci"', path: "wrappingTtl", must }],
    },
    {
      name: "a password as an output that is made only by the apply",
      resources: [{ type: stack, props: { adminPassword: notKnownYet } }],
      finds: [{ subject: "stack production", path: "adminPassword", must }],
    },
  ],
};

function connection(postgresql: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:database/secretBackendConnection:SecretBackendConnection",
    props: { backend: "database", name: "app", allowedRoles: ["app"], postgresql },
  };
}

function token(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:index/token:Token",
    props: { displayName: "ci", policies: ["ci"], ttl: "1h", explicitMaxTtl: "1h", ...props },
  };
}

function write(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:generic/endpoint:Endpoint",
    props: { path: "pki/issue/api", dataJson: JSON.stringify({ common_name: "api.example.com" }), ...props },
  };
}
