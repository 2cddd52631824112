import type { ExampleResource } from "../../../policy-pack/example";
import { secretValue } from "../../../policy-pack/testing/secret-value";

const provider = { address: "https://vault.vault.svc:8200" };
const boundCidrs = ["10.20.0.0/16"];

export const apiPolicy = `path "secret/data/shop/api" {
  capabilities = ["read"]
}
path "database/creds/shop" {
  capabilities = ["read"]
}
path "pki/issue/api" {
  capabilities = ["update"]
}
path "transit/encrypt/orders" {
  capabilities = ["update"]
}
`;

/** What a stack declares in a Vault, as every rule wants it. */
export const intactVault: readonly ExampleResource[] = [
  {
    type: "pulumi:providers:vault",
    name: "provider",
    props: { ...provider, authLoginJwt: '{"mount":"ci","role":"deployer"}' },
  },
  vault("index/audit:Audit", "audit-file", {
    type: "file",
    path: "file",
    options: { file_path: "/vault/audit/audit.log", mode: "0600" },
  }),
  vault("index/audit:Audit", "audit-copy", {
    type: "file",
    path: "copy",
    options: { file_path: "/vault/audit/copy.log", mode: "0600" },
  }),
  vault("index/policy:Policy", "api-policy", { name: "api", policy: apiPolicy }),

  method("approle"),
  vault("appRole/authBackendRole:AuthBackendRole", "ci", {
    backend: "approle",
    roleName: "ci",
    bindSecretId: true,
    secretIdBoundCidrs: boundCidrs,
    secretIdTtl: 86_400,
    secretIdNumUses: 24,
    tokenBoundCidrs: boundCidrs,
    tokenPolicies: ["api"],
    tokenTtl: 3600,
    tokenMaxTtl: 14_400,
  }),
  vault("appRole/authBackendRoleSecretId:AuthBackendRoleSecretId", "ci-secret-id", {
    backend: "approle",
    roleName: "ci",
    cidrLists: boundCidrs,
    wrappingTtl: "300s",
  }),
  method("jwt"),
  vault("jwt/authBackendRole:AuthBackendRole", "deploy", {
    backend: "jwt",
    roleName: "deploy",
    roleType: "jwt",
    userClaim: "sub",
    boundAudiences: ["https://vault.example.com"],
    boundClaims: { repository: "example/shop" },
    tokenPolicies: ["api"],
    tokenMaxTtl: 900,
  }),
  method("kubernetes"),
  vault("kubernetes/authBackendRole:AuthBackendRole", "api-role", {
    backend: "kubernetes",
    roleName: "api",
    boundServiceAccountNames: ["api"],
    boundServiceAccountNamespaces: ["shop"],
    audience: "https://vault.example.com",
    tokenPolicies: ["api"],
    tokenMaxTtl: 3600,
  }),
  method("oidc"),
  vault("jwt/authBackendRole:AuthBackendRole", "people", {
    backend: "oidc",
    roleName: "people",
    roleType: "oidc",
    userClaim: "sub",
    groupsClaim: "groups",
    boundClaims: { amr: "mfa", groups: "platform" },
    allowedRedirectUris: ["https://vault.example.com:8200/ui/vault/auth/oidc/oidc/callback"],
    tokenPolicies: ["api"],
    tokenMaxTtl: 3600,
  }),
  {
    ...vault("ldap/authBackend:AuthBackend", "directory", {
      path: "ldap",
      url: "ldaps://ldap-1.example.com,ldaps://ldap-2.example.com",
      userdn: "ou=people,dc=example,dc=com",
      tune: { ...tuning(), maxLeaseTtl: "4h" },
    }),
    protect: true,
  },
  vault("identity/mfaLoginEnforcement:MfaLoginEnforcement", "second-factor", {
    name: "people",
    mfaMethodIds: ["2d7f"],
    authMethodTypes: ["ldap"],
  }),

  mount("secret", "kv", { options: { version: "2" } }),
  vault("kv/secretBackendV2:SecretBackendV2", "versions", { mount: "secret", maxVersions: 20 }),
  mount("database", "database"),
  vault("database/secretBackendConnection:SecretBackendConnection", "shop-database", {
    backend: "database",
    name: "shop",
    allowedRoles: ["shop"],
    rotationPeriod: 2_592_000,
    postgresql: {
      connectionUrl: "postgresql://{{username}}:{{password}}@db.example.com/shop?sslmode=verify-full",
      username: "vault",
      password: secretValue("not-shown"),
    },
  }),
  vault("database/secretBackendRole:SecretBackendRole", "shop-reader", {
    backend: "database",
    name: "shop",
    dbName: "shop",
    creationStatements: [
      "CREATE ROLE \"{{name}}\" WITH LOGIN NOSUPERUSER PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'",
      'GRANT SELECT ON ALL TABLES IN SCHEMA shop TO "{{name}}"',
    ],
    maxTtl: 14_400,
  }),
  mount("pki", "pki"),
  vault("pkiSecret/secretBackendConfigUrls:SecretBackendConfigUrls", "revocations", {
    backend: "pki",
    crlDistributionPoints: ["https://vault.vault.svc:8200/v1/pki/crl"],
  }),
  vault("pkiSecret/secretBackendRole:SecretBackendRole", "api-certificates", {
    backend: "pki",
    name: "api",
    allowedDomains: ["api.example.com"],
    allowBareDomains: true,
    allowWildcardCertificates: false,
    keyType: "ec",
    keyBits: 256,
    maxTtl: "604800",
  }),
  mount("transit", "transit"),
  {
    ...vault("transit/secretBackendKey:SecretBackendKey", "orders-key", {
      backend: "transit",
      name: "orders",
      autoRotatePeriod: 2_592_000,
    }),
    protect: true,
  },
];

/** A resource of the one Vault that the stack configures. */
export function vault(type: string, name: string, props: ExampleResource["props"]): ExampleResource {
  return { type: `vault:${type}`, name, props, provider };
}

/** A plain write to it. */
export function write(name: string, path: string, data: object): ExampleResource {
  return vault("generic/endpoint:Endpoint", name, { path, dataJson: JSON.stringify(data) });
}

function mount(path: string, type: string, props: ExampleResource["props"] = {}): ExampleResource {
  return { ...vault("index/mount:Mount", `${path}-engine`, { path, type, ...props }), protect: true };
}

function method(type: string): ExampleResource {
  return {
    ...vault("index/authBackend:AuthBackend", `${type}-method`, { path: type, type, tune: tuning() }),
    protect: true,
  };
}

function tuning() {
  return { maxLeaseTtl: "12h", listingVisibility: "hidden", tokenType: "default-service" };
}
