import { entryOf } from "./entry";
import { input, providerPrefix, type Resource } from "./resource";
import { textOf } from "./scalars";

/**
 * A resource in its user's words: what it is and the name it has in Vault or Kubernetes. `AppRole "ci"`,
 * `audit device "file-a"`, `ConfigMap vault/vault-config`, `vault provider "default"`. Falls back on the program's name. What a
 * chart makes has its release's.
 */
export function subjectOf(resource: Resource): string {
  if (resource.madeBy !== undefined) return subjectOf(resource.madeBy);
  if (resource.type.startsWith(providerPrefix)) return providerName(resource);
  if (resource.type.startsWith("kubernetes:")) return kubernetesName(resource);
  if (resource.type === "pulumi:pulumi:Stack")
    return `stack ${resource.urn.split("::")[0]?.split(":")[2] ?? resource.name}`;
  if (resource.type.startsWith("strongroom:file:")) return resource.name;
  const noun = entryOf(nouns, resource.type);
  if (noun === undefined) return `${lastWord(resource.type)} "${resource.name}"`;
  return `${noun.noun} "${textOf(input(resource, noun.name)) ?? resource.name}"`;
}

const nouns: Readonly<Record<string, { readonly noun: string; readonly name: string }>> = {
  "vault:appRole/authBackendRole:AuthBackendRole": { noun: "AppRole", name: "roleName" },
  "vault:appRole/authBackendRoleSecretId:AuthBackendRoleSecretId": { noun: "secret-id of AppRole", name: "roleName" },
  "vault:index/audit:Audit": { noun: "audit device", name: "path" },
  "vault:index/authBackend:AuthBackend": { noun: "auth method", name: "path" },
  "vault:index/mount:Mount": { noun: "mount", name: "path" },
  "vault:index/policy:Policy": { noun: "policy", name: "name" },
  "vault:index/token:Token": { noun: "token", name: "displayName" },
  "vault:tokenauth/authBackendRole:AuthBackendRole": { noun: "token role", name: "roleName" },
  "vault:identity/entity:Entity": { noun: "entity", name: "name" },
  "vault:identity/group:Group": { noun: "group", name: "name" },
  "vault:generic/endpoint:Endpoint": { noun: "write to", name: "path" },
  "vault:live:Setting": { noun: "setting", name: "path" },
  "vault:kv/secret:Secret": { noun: "write to", name: "path" },
  "vault:kv/secretV2:SecretV2": { noun: "secret", name: "name" },
  "vault:kv/secretBackendV2:SecretBackendV2": { noun: "settings of mount", name: "mount" },
  "vault:generic/secret:Secret": { noun: "write to", name: "path" },
  "vault:jwt/authBackend:AuthBackend": { noun: "JWT method", name: "path" },
  "vault:github/authBackend:AuthBackend": { noun: "GitHub method", name: "path" },
  "vault:kubernetes/authBackendConfig:AuthBackendConfig": { noun: "settings of Kubernetes method", name: "backend" },
  "vault:jwt/authBackendRole:AuthBackendRole": { noun: "JWT role", name: "roleName" },
  "vault:kubernetes/authBackendRole:AuthBackendRole": { noun: "Kubernetes role", name: "roleName" },
  "vault:ad/secretBackend:SecretBackend": { noun: "Active Directory engine", name: "backend" },
  "vault:okta/authBackend:AuthBackend": { noun: "Okta auth method", name: "path" },
  "vault:ldap/authBackend:AuthBackend": { noun: "LDAP auth method", name: "path" },
  "vault:ldap/secretBackend:SecretBackend": { noun: "LDAP engine", name: "path" },
  "vault:identity/oidcClient:OidcClient": { noun: "OIDC client", name: "name" },
  "vault:pkiSecret/secretBackendRole:SecretBackendRole": { noun: "PKI role", name: "name" },
  "vault:pkiSecret/secretBackendRootCert:SecretBackendRootCert": { noun: "root of PKI engine", name: "backend" },
  "vault:pkiSecret/secretBackendConfigUrls:SecretBackendConfigUrls": { noun: "URLs of PKI engine", name: "backend" },
  "vault:database/secretBackendConnection:SecretBackendConnection": { noun: "database connection", name: "name" },
  "vault:database/secretBackendRole:SecretBackendRole": { noun: "database role", name: "name" },
  "vault:database/secretBackendStaticRole:SecretBackendStaticRole": { noun: "static role", name: "name" },
  "vault:database/secretsMount:SecretsMount": { noun: "database engine", name: "path" },
  "vault:transit/secretBackendKey:SecretBackendKey": { noun: "transit key", name: "name" },
  "strongroom:live:Server": { noun: "server", name: "address" },
  "strongroom:server:Server": { noun: "server", name: "" },
};

function providerName(resource: Resource): string {
  return `${resource.type.slice(providerPrefix.length)} provider "${resource.name}"`;
}

function kubernetesName(resource: Resource): string {
  const kind = lastWord(resource.type);
  const name = textOf(input(resource, "metadata", "name")) ?? textOf(input(resource, "name")) ?? resource.name;
  const namespace = textOf(input(resource, "metadata", "namespace")) ?? textOf(input(resource, "namespace"));
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

function lastWord(type: string): string {
  return type.split(":").at(-1) ?? type;
}
