import type { ResourceIds } from "../plan/pending";

type Properties = Record<string, unknown>;

/**
 * The ids of the resources that our modules declare, computed from their properties (terraform-provider-vault, "Import" of each
 * resource): what `pulumi import` would be told.
 */
export const resourceIds: ResourceIds = {
  "vault:index/audit:Audit": ({ path }) => text(path),
  "vault:index/authBackend:AuthBackend": ({ path }) => text(path),
  "vault:index/mount:Mount": ({ path }) => text(path),
  "vault:index/policy:Policy": ({ name }) => text(name),
  "vault:appRole/authBackendRole:AuthBackendRole": authRole,
  "vault:jwt/authBackend:AuthBackend": ({ path }) => text(path),
  "vault:jwt/authBackendRole:AuthBackendRole": authRole,
  "vault:kubernetes/authBackendConfig:AuthBackendConfig": ({ backend }) => below(prefixed("auth", backend), "config"),
  "vault:kubernetes/authBackendRole:AuthBackendRole": authRole,
  "kubernetes:core/v1:ServiceAccount": inCluster,
  "kubernetes:core/v1:ConfigMap": inCluster,
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": inCluster,
  "kubernetes:certificates.k8s.io/v1beta1:ClusterTrustBundle": inCluster,
  "vault:index/certAuthBackendRole:CertAuthBackendRole": ({ backend, name }) => inMount(backend, "certs", name),
  "vault:ldap/authBackendGroup:AuthBackendGroup": ({ backend, groupname }) => inMount(backend, "groups", groupname),
  "vault:tokenauth/authBackendRole:AuthBackendRole": ({ roleName }) => inMount("token", "roles", roleName),
  // One that is only written cannot be read either, to see whether it was.
  "vault:generic/endpoint:Endpoint": ({ path, disableRead }) => (disableRead === true ? undefined : text(path)),
  // Vault itself makes the ids of groups, entities, their aliases and MFA methods.
  "vault:identity/mfaLoginEnforcement:MfaLoginEnforcement": ({ name }) => text(name),
  "vault:index/quotaRateLimit:QuotaRateLimit": ({ name }) => text(name),
  "vault:index/auditRequestHeader:AuditRequestHeader": ({ name }) => text(name),
  "vault:kv/secretBackendV2:SecretBackendV2": ({ mount }) => below(text(mount), "config"),
  "vault:database/secretBackendConnection:SecretBackendConnection": ({ backend, name }) =>
    within(backend, "config", name),
  "vault:database/secretBackendRole:SecretBackendRole": ({ backend, name }) => within(backend, "roles", name),
  "vault:database/secretBackendStaticRole:SecretBackendStaticRole": ({ backend, name }) =>
    within(backend, "static-roles", name),
  // Vault itself makes the ids of a PKI's keys. Its requests and signatures are made once and cannot be read again.
  "vault:pkiSecret/backendConfigAcme:BackendConfigAcme": ({ backend }) => below(text(backend), "config/acme"),
  "vault:pkiSecret/backendConfigAutoTidy:BackendConfigAutoTidy": ({ backend }) =>
    below(text(backend), "config/auto-tidy"),
  "vault:pkiSecret/backendConfigCluster:BackendConfigCluster": ({ backend }) => below(text(backend), "config/cluster"),
  "vault:pkiSecret/secretBackendConfigIssuers:SecretBackendConfigIssuers": ({ backend }) =>
    below(text(backend), "config/issuers"),
  "vault:pkiSecret/secretBackendConfigUrls:SecretBackendConfigUrls": ({ backend }) =>
    below(text(backend), "config/urls"),
  "vault:pkiSecret/secretBackendCrlConfig:SecretBackendCrlConfig": ({ backend }) => below(text(backend), "config/crl"),
  "vault:pkiSecret/secretBackendIssuer:SecretBackendIssuer": ({ backend, issuerRef }) =>
    within(backend, "issuer", issuerRef),
  "vault:pkiSecret/secretBackendRole:SecretBackendRole": ({ backend, name }) => within(backend, "roles", name),
  "vault:transit/secretBackendKey:SecretBackendKey": ({ backend, name }) => within(backend, "keys", name),
  "vault:ssh/secretBackendCa:SecretBackendCa": ({ backend }) => text(backend),
  "vault:ssh/secretBackendRole:SecretBackendRole": ({ backend, name }) => within(backend, "roles", name),
};

function authRole({ backend, roleName }: Properties): string | undefined {
  return inMount(backend, "role", roleName);
}

function inMount(backend: unknown, place: string, name: unknown): string | undefined {
  const [mount, each] = [text(backend), text(name)];
  return mount === undefined || each === undefined ? undefined : `auth/${mount}/${place}/${each}`;
}

/** `<namespace>/<name>`, or the name alone of what belongs to the whole cluster (Kubernetes provider, import). */
function inCluster({ metadata }: Properties): string | undefined {
  if (typeof metadata !== "object" || metadata === null || !("name" in metadata)) return undefined;
  const name = text(metadata.name);
  return "namespace" in metadata && name !== undefined ? below(text(metadata.namespace), name) : name;
}

function prefixed(place: string, name: unknown): string | undefined {
  const last = text(name);
  return last === undefined ? undefined : `${place}/${last}`;
}

function below(mount: string | undefined, place: string): string | undefined {
  return mount === undefined ? undefined : `${mount}/${place}`;
}

/** `<mount>/<place>/<name>`, as most engines name what is in them. */
function within(mount: unknown, place: string, name: unknown): string | undefined {
  const [path, last] = [text(mount), text(name)];
  return path === undefined || last === undefined ? undefined : `${path}/${place}/${last}`;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
