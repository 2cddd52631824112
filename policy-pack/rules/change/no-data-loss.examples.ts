import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const policy: ExampleResource = {
  type: "vault:index/policy:Policy",
  name: "team",
  props: { name: "team", policy: "" },
};
const deleted = "that it would be deleted";
const identities = "keep who everybody is: under another name each becomes a new entity";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    {
      name: "a policy that goes, and another mount",
      before: [kv("team"), policy],
      resources: [kv("team"), kv("shop")],
    },
    {
      name: "a mount that Pulumi forgets and Vault keeps, with the settings that would go with it",
      before: [
        { ...kv("team"), retainOnDelete: true },
        { ...transitKey({}), deletedWith: "team" },
      ],
      resources: [policy],
    },
    {
      name: "more versions, and a description",
      before: [settings({ maxVersions: 5 }), kv("team")],
      resources: [settings({ maxVersions: 10 }), { ...kv("team"), props: { ...kv("team").props, description: "x" } }],
    },
    {
      name: "a role that logs in as before",
      before: [jwtRole({ tokenTtl: 600 })],
      resources: [jwtRole({ tokenTtl: 300 })],
      isPartial: true,
    },
    {
      name: "writes that keep who logs in, and a secret that only looks like a key's settings",
      before: [kv("team", "1"), write("auth/oidc/role/people", { user_claim: "sub" }), keySettings("team", 1)],
      resources: [
        kv("team", "1"),
        write("auth/oidc/role/people", { user_claim: "sub", token_ttl: 300 }),
        keySettings("team", 4),
      ],
      isPartial: true,
    },
    {
      name: "an upgrade of a key-value engine in place",
      before: [kv("team", "1")],
      resources: [kv("team")],
    },
  ],
  bad: [
    {
      name: "a mount that is no longer declared, with what goes with it",
      before: [kv("team"), { ...transitKey({}), deletedWith: "team" }, policy],
      resources: [policy],
      finds: [{ subject: 'mount "team"', must: "keep all versions of all its secrets", found: deleted }],
    },
    {
      name: "a protected one: Pulumi refuses",
      before: [{ ...kv("team", "1"), protect: true }],
      resources: [policy],
      finds: [
        {
          subject: 'mount "team"',
          must: "keep all its secrets",
          found: `${deleted}; it is protected, and Pulumi refuses`,
        },
      ],
    },
    {
      name: "whatever else is protected",
      before: [{ ...policy, protect: true }],
      resources: [kv("team")],
      finds: [
        {
          subject: 'policy "team"',
          must: "keep what its protection is there for",
          found: `${deleted}; it is protected, and Pulumi refuses`,
        },
      ],
    },
    {
      name: "a mount under another name in the program",
      before: [kv("team")],
      resources: [kv("shop")],
      finds: [{ subject: 'mount "team"', must: "keep all versions of all its secrets", found: deleted }],
    },
    {
      name: "a mount of another type",
      before: [kv("team")],
      resources: [{ ...kv("team"), props: { path: "team", type: "transit" }, replaced: "created first" }],
      finds: [
        {
          subject: 'mount "team"',
          must: "keep all versions of all its secrets",
          found: "that it would be replaced, for another options, type",
        },
      ],
    },
    {
      name: "a mount that moves",
      before: [kv("team")],
      resources: [{ ...kv("team"), props: { ...kv("team").props, path: "teams" } }],
      finds: [
        {
          subject: 'mount "team"',
          path: "path",
          must: "keep its path, which policies and applications name, and every lease it gave",
          found: '"teams"',
        },
      ],
    },
    {
      name: "an auth method, a transit key and a CA",
      before: [
        { type: "vault:index/authBackend:AuthBackend", name: "approle", props: { type: "approle" } },
        transitKey({}),
        { type: "vault:ssh/secretBackendCa:SecretBackendCa", name: "hosts", props: { backend: "ssh" } },
      ],
      resources: [policy],
      finds: [
        { subject: 'auth method "approle"', must: "keep every role, and every token it gave", found: deleted },
        {
          subject: 'transit key "orders"',
          must: "keep the key, without which nobody can decrypt what it encrypted",
          found: deleted,
        },
        { subject: 'SecretBackendCa "hosts"', must: "keep the authority's private key", found: deleted },
      ],
    },
    {
      name: "what a plain write mounts",
      before: [
        { type: "vault:generic/endpoint:Endpoint", props: { path: "sys/mounts/legacy", dataJson: "{}" } },
        {
          type: "vault:generic/endpoint:Endpoint",
          name: "team",
          props: { path: "admin/sys/mounts/team", dataJson: "{}" },
        },
      ],
      resources: [policy],
      finds: [
        {
          subject: 'write to "sys/mounts/legacy"',
          must: "keep everything in it, and every lease it gave",
          found: deleted,
        },
        {
          subject: 'write to "admin/sys/mounts/team"',
          must: "keep everything in it, and every lease it gave",
          found: deleted,
        },
      ],
    },
    {
      name: "writes to what the stack mounts",
      before: [method("approle", "apps"), write("auth/apps/role/ci"), kv("team", "1"), write("team/stripe")],
      resources: [method("approle", "apps"), kv("team", "1")],
      isPartial: true,
      finds: [
        {
          subject: 'write to "auth/apps/role/ci"',
          must: "keep its role-id, and every secret-id it gave",
          found: deleted,
        },
        { subject: 'write to "team/stripe"', must: "keep the secret", found: deleted },
      ],
    },
    {
      name: "writes in place",
      before: [write("auth/oidc/role/people", { user_claim: "sub" }), keySettings("transit", 1)],
      resources: [write("auth/oidc/role/people", { user_claim: "email" }), keySettings("transit", 4)],
      isPartial: true,
      finds: [
        {
          subject: 'write to "auth/oidc/role/people"',
          path: "dataJson.user_claim",
          must: identities,
          found: "a secret value (not shown)",
        },
        {
          subject: 'write to "transit/keys/orders/config"',
          path: "dataJson.min_decryption_version",
          must: "keep what its earlier versions encrypted",
          found: "a secret value (not shown)",
        },
      ],
    },
    {
      name: "a volume and a namespace",
      before: [
        cluster("core/v1:PersistentVolumeClaim", { metadata: { name: "data-vault-0", namespace: "vault" } }),
        cluster("core/v1:Namespace", { metadata: { name: "vault" } }),
      ],
      resources: [policy],
      finds: [
        { subject: "PersistentVolumeClaim vault/data-vault-0", must: "keep the data on its volume", found: deleted },
        { subject: "Namespace vault", must: "keep every object in it, and the data on their volumes", found: deleted },
      ],
    },
    {
      name: "people and Pods under other names",
      before: [jwtRole({ userClaim: "sub" }), kubernetesRole({})],
      resources: [jwtRole({ userClaim: "email" }), kubernetesRole({ aliasNameSource: "serviceaccount_name" })],
      finds: [
        { subject: 'JWT role "people"', path: "userClaim", must: identities, found: '"email"' },
        {
          subject: 'Kubernetes role "api"',
          path: "aliasNameSource",
          must: identities,
          found: '"serviceaccount_name"',
        },
      ],
    },
    {
      name: "fewer versions, which are deleted sooner",
      before: [settings({})],
      resources: [settings({ maxVersions: 3, deleteVersionAfter: 86400 })],
      finds: [
        {
          subject: 'settings of mount "team"',
          path: "maxVersions",
          must: "keep the oldest versions of its secrets",
          found: "3",
        },
        {
          subject: 'settings of mount "team"',
          path: "deleteVersionAfter",
          must: "keep versions older than that",
          found: "86400",
        },
      ],
    },
    {
      name: "a key that no longer decrypts what is old",
      before: [transitKey({ minDecryptionVersion: 2 })],
      resources: [transitKey({ minDecryptionVersion: 4 })],
      finds: [
        {
          subject: 'transit key "orders"',
          path: "minDecryptionVersion",
          must: "keep what its earlier versions encrypted",
          found: "4",
        },
      ],
    },
    {
      name: "a second factor that fewer are asked for",
      before: [enforcement(["auth_oidc_1", "auth_ldap_2"])],
      resources: [enforcement(["auth_oidc_1"])],
      finds: [
        {
          subject: 'MfaLoginEnforcement "people"',
          path: "authMethodAccessors",
          must: "keep the second factor of everyone whom it asks now",
          found: "a list of 1",
        },
      ],
    },
    {
      name: "another user, whose password Vault does not know, and a role under another name",
      before: [connection("vault"), databaseRole("api")],
      resources: [connection("vault2"), databaseRole("shop")],
      isPartial: true,
      finds: [
        { subject: 'database role "api"', must: "keep the name by which applications ask it", found: deleted },
        {
          subject: 'database connection "orders"',
          path: "postgresql.username",
          must: "keep the password that only Vault knows, of the user that it logs in as",
          found: '"vault2"',
        },
      ],
    },
  ],
  unknown: [
    {
      name: "the body of a write",
      before: [write("auth/oidc/role/people", { user_claim: "sub" })],
      resources: [
        { ...write("auth/oidc/role/people"), props: { path: "auth/oidc/role/people", dataJson: notKnownYet } },
      ],
      finds: [{ subject: 'write to "auth/oidc/role/people"', path: "dataJson", must: identities }],
    },
    {
      name: "a path that another resource decides",
      before: [kv("team")],
      resources: [{ ...kv("team"), props: { ...kv("team").props, path: notKnownYet } }],
      finds: [
        {
          subject: 'mount "team"',
          path: "path",
          must: "keep its path, which policies and applications name, and every lease it gave",
        },
      ],
    },
    {
      name: "a write of which nobody knows where it went",
      before: [{ type: "vault:generic/endpoint:Endpoint", props: { path: notKnownYet, dataJson: "{}" } }],
      resources: [policy],
      finds: [{ subject: 'write to "example"', path: "path", must: "keep what it holds" }],
    },
  ],
};

function kv(path: string, version = "2"): ExampleResource {
  return { type: "vault:index/mount:Mount", name: path, props: { path, type: "kv", options: { version } } };
}

function method(type: string, path: string): ExampleResource {
  return { type: "vault:index/authBackend:AuthBackend", name: path, props: { type, path } };
}

function write(path: string, data: Record<string, unknown> = {}): ExampleResource {
  return { type: "vault:generic/endpoint:Endpoint", name: path, props: { path, dataJson: JSON.stringify(data) } };
}

function keySettings(mount: string, version: number): ExampleResource {
  return write(`${mount}/keys/orders/config`, { min_decryption_version: version });
}

function settings(props: Record<string, unknown>): ExampleResource {
  return { type: "vault:kv/secretBackendV2:SecretBackendV2", name: "team", props: { mount: "team", ...props } };
}

function transitKey(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:transit/secretBackendKey:SecretBackendKey",
    name: "orders",
    props: { backend: "transit", name: "orders", ...props },
  };
}

function jwtRole(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:jwt/authBackendRole:AuthBackendRole",
    name: "people",
    props: { backend: "oidc", roleName: "people", userClaim: "sub", ...props },
  };
}

function kubernetesRole(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:kubernetes/authBackendRole:AuthBackendRole",
    name: "api",
    props: { backend: "kubernetes", roleName: "api", ...props },
  };
}

function enforcement(authMethodAccessors: readonly string[]): ExampleResource {
  return {
    type: "vault:identity/mfaLoginEnforcement:MfaLoginEnforcement",
    name: "people",
    props: { name: "people", mfaMethodIds: ["1"], authMethodAccessors },
  };
}

function connection(username: string): ExampleResource {
  return {
    type: "vault:database/secretBackendConnection:SecretBackendConnection",
    name: "orders",
    props: { backend: "database", name: "orders", postgresql: { username } },
  };
}

function databaseRole(name: string): ExampleResource {
  return {
    type: "vault:database/secretBackendRole:SecretBackendRole",
    name,
    props: { backend: "database", name, dbName: "orders", creationStatements: ["CREATE ROLE x"] },
  };
}

function cluster(kind: string, props: Record<string, unknown>): ExampleResource {
  return { type: `kubernetes:${kind}`, props };
}
