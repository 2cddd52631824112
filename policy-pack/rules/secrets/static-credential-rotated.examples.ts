import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const day = 24 * 3600;
const must = "be changed by Vault at least every 90d";
const roleSubject = 'static role "app"';
const own = "Vault's own credential that nobody changes";
const url = "postgresql://{{username}}:{{password}}@db.example.com/app?sslmode=verify-full";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a static role that is changed every day", resources: [staticRole({ rotationPeriod: day })] },
    {
      name: "a static role that is changed by a schedule",
      resources: [staticRole({ rotationSchedule: "0 0 * * SAT" })],
    },
    { name: "a connection whose password only Vault knows", resources: [connection({})] },
    {
      name: "a connection whose password Vault changes once it has it",
      resources: [
        connection({ postgresql: { connectionUrl: url, username: "vault", password: "not-shown" } }),
        { type: "vault:generic/endpoint:Endpoint", props: { path: "database/rotate-root/app", dataJson: "{}" } },
      ],
      isPartial: true,
    },
    {
      name: "a cloud engine that logs in by its identity",
      resources: [
        {
          type: "vault:aws/secretBackend:SecretBackend",
          props: { path: "aws", roleArn: "arn:aws:iam::123456789012:role/vault", identityTokenAudience: "vault" },
        },
      ],
      isPartial: true,
    },
  ],
  bad: [
    {
      name: "a static role without a period",
      resources: [staticRole({})],
      finds: [{ subject: roleSubject, path: "rotationPeriod", must, found: "a static role that nobody changes" }],
    },
    {
      name: "a static role that is changed once a year",
      resources: [staticRole({ rotationPeriod: 365 * day })],
      finds: [
        { subject: roleSubject, path: "rotationPeriod", must, found: "a static role that is changed every 365d" },
      ],
    },
    {
      name: "a connection with a password that stays",
      resources: [connection({ postgresql: { connectionUrl: url, username: "vault", password: "not-shown" } })],
      finds: [{ subject: 'database connection "app"', path: "rotationPeriod", must, found: own }],
    },
    {
      name: "keys of a cloud account",
      resources: [
        {
          type: "vault:aws/secretBackend:SecretBackend",
          props: { path: "aws", accessKey: "AKIAexample", secretKey: "not-shown" },
        },
      ],
      finds: [{ subject: 'SecretBackend "example"', path: "rotationPeriod", must, found: own }],
    },
    {
      name: "a rotation that is switched off",
      resources: [
        {
          type: "vault:ldap/secretBackend:SecretBackend",
          props: {
            path: "ldap",
            binddn: "cn=vault",
            bindpass: "not-shown",
            url: "ldaps://ldap.example.com",
            rotationPeriod: day,
            disableAutomatedRotation: true,
          },
        },
      ],
      finds: [{ subject: 'LDAP engine "ldap"', path: "rotationPeriod", must, found: own }],
    },
    {
      name: "a password that the program stores",
      resources: [
        {
          type: "vault:kv/secretV2:SecretV2",
          props: { mount: "secret", name: "api", dataJson: JSON.stringify({ db: { password: "not-shown" } }) },
        },
      ],
      finds: [
        { subject: 'secret "api"', path: "dataJson", must, found: "a stored password or key that nobody changes" },
      ],
    },
    {
      name: "a connection by a write",
      resources: [
        {
          type: "vault:generic/endpoint:Endpoint",
          props: {
            path: "database/config/app",
            dataJson: JSON.stringify({
              plugin_name: "postgresql-database-plugin",
              connection_url: url,
              password: "x1",
            }),
          },
        },
      ],
      finds: [{ subject: 'write to "database/config/app"', path: "dataJson.rotation_period", must, found: own }],
    },
  ],
  unknown: [
    {
      name: "a period that another resource decides",
      resources: [staticRole({ rotationPeriod: notKnownYet })],
      finds: [{ subject: roleSubject, path: "rotationPeriod", must }],
    },
    {
      name: "a password that another resource makes, changed once a year if there is one",
      resources: [
        connection({
          rotationPeriod: 365 * day,
          postgresql: { connectionUrl: url, username: "vault", password: notKnownYet },
        }),
      ],
      finds: [{ subject: 'database connection "app"', path: "postgresql.password", must }],
    },
    {
      name: "whether rotation is switched off, and what else a connection is given",
      resources: [
        {
          type: "vault:ldap/secretBackend:SecretBackend",
          props: {
            path: "ldap",
            binddn: "cn=vault",
            bindpass: "not-shown",
            url: "ldaps://ldap.example.com",
            rotationPeriod: day,
            disableAutomatedRotation: notKnownYet,
          },
        },
        connection({ data: notKnownYet }),
      ],
      finds: [
        { subject: 'LDAP engine "ldap"', path: "disableAutomatedRotation", must },
        { subject: 'database connection "app"', path: "data.password", must },
      ],
    },
    {
      name: "a write to a path that another resource decides",
      resources: [
        {
          type: "vault:generic/secret:Secret",
          props: { path: notKnownYet, dataJson: JSON.stringify({ password: "not-shown" }) },
        },
      ],
      finds: [{ subject: 'write to "example"', path: "path", must }],
    },
    {
      name: "a stored secret of which nothing is known",
      resources: [
        { type: "vault:kv/secretV2:SecretV2", props: { mount: "secret", name: "api", dataJson: notKnownYet } },
      ],
      finds: [{ subject: 'secret "api"', path: "dataJson", must }],
    },
  ],
};

function staticRole(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:database/secretBackendStaticRole:SecretBackendStaticRole",
    props: { backend: "database", name: "app", dbName: "app", username: "app", ...props },
  };
}

function connection(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:database/secretBackendConnection:SecretBackendConnection",
    props: {
      backend: "database",
      name: "app",
      allowedRoles: ["app"],
      postgresql: { connectionUrl: url, username: "vault" },
      ...props,
    },
  };
}
