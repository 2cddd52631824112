/** An object that holds what nobody can declare again. */
export interface Stateful {
  /** What is lost with it, in Vault's words: completes `keep ...`. */
  readonly holds: string;
  /** Whether so much hangs on it that Pulumi should refuse to delete it at all. */
  readonly isVital: boolean;
}

export const heldByLoginMethod = vital("every role, and every token it gave");
export const heldByAnyEngine = vital("everything in it, and every lease it gave");

/** By the type of the engine that is mounted. */
export const heldByEngine: Readonly<Record<string, Stateful>> = {
  kv: vital("all versions of all its secrets"),
  "kv-v2": vital("all versions of all its secrets"),
  "kv-v1": vital("all its secrets"),
  generic: vital("all its secrets"),
  transit: vital("all its keys, without which nobody can decrypt what they encrypted"),
  pki: vital("its authorities' private keys, and what it knows of every certificate it gave"),
  ssh: vital("its authority's private key, and its roles"),
  totp: vital("all its keys"),
  database: vital("its connections, the passwords that only Vault knows, and every credential it gave"),
};

export const connection = worthKeeping("the password that only Vault knows, once it was rotated");
export const staticRole = worthKeeping("the password of its user, which only Vault knows");
export const role = worthKeeping("its role-id, and every secret-id it gave");
export const factors = worthKeeping("every second factor that people enrolled");
export const enforcement = worthKeeping("the second factor that it demands at every login");
export const oidcKey = worthKeeping("the key, without which nobody can check the tokens it signed");
export const someKey = vital("the key, and whatever can be read or checked only with it");
const transitKey = vital("the key, without which nobody can decrypt what it encrypted");
export const authority = vital("the authority's private key");
export const issuer = vital("the issuer, without which no CRL and no OCSP answer is signed for its certificates");
export const secretOfKeyValue = vital("the secret");
export const versions = vital("all its versions");
export const entity = worthKeeping("its aliases, and what its policies and groups let it do");
export const group = worthKeeping("what its members may do by it, and its aliases");
export const namespace = vital("every mount, policy, identity and token in it");

/** By the type of the resource. A type that only sets something of an object is not here: its deletion changes nothing in Vault. */
export const heldByType: Readonly<Record<string, Stateful>> = {
  "vault:ad/secretBackend:SecretBackend": heldByAnyEngine,
  "vault:aws/secretBackend:SecretBackend": heldByAnyEngine,
  "vault:azure/backend:Backend": heldByAnyEngine,
  "vault:consul/secretBackend:SecretBackend": heldByAnyEngine,
  "vault:database/secretsMount:SecretsMount": vital(
    "its connections, the passwords that only Vault knows, and every credential it gave",
  ),
  "vault:gcp/secretBackend:SecretBackend": heldByAnyEngine,
  "vault:index/nomadSecretBackend:NomadSecretBackend": heldByAnyEngine,
  "vault:kmip/secretBackend:SecretBackend": heldByAnyEngine,
  "vault:kubernetes/secretBackend:SecretBackend": heldByAnyEngine,
  "vault:ldap/secretBackend:SecretBackend": heldByAnyEngine,
  "vault:mongodbatlas/secretBackend:SecretBackend": heldByAnyEngine,
  "vault:rabbitMq/secretBackend:SecretBackend": heldByAnyEngine,
  "vault:terraformcloud/secretBackend:SecretBackend": heldByAnyEngine,

  "vault:gcp/authBackend:AuthBackend": heldByLoginMethod,
  "vault:index/ociAuthBackend:OciAuthBackend": heldByLoginMethod,

  "vault:index/namespace:Namespace": namespace,
  "vault:transit/secretBackendKey:SecretBackendKey": transitKey,
  "vault:pkiSecret/secretBackendConfigCa:SecretBackendConfigCa": authority,
  "vault:pkiSecret/secretBackendIssuer:SecretBackendIssuer": issuer,
  "vault:pkiSecret/secretBackendKey:SecretBackendKey": authority,
  "vault:pkiSecret/secretBackendRootCert:SecretBackendRootCert": authority,
  "vault:ssh/secretBackendCa:SecretBackendCa": authority,
  "vault:kv/secret:Secret": secretOfKeyValue,
  "vault:kv/secretV2:SecretV2": versions,
  "vault:generic/secret:Secret": secretOfKeyValue,

  "vault:ad/secretRole:SecretRole": staticRole,
  "vault:appRole/authBackendRole:AuthBackendRole": role,
  "vault:appRole/authBackendRoleSecretId:AuthBackendRoleSecretId": worthKeeping("the login of whoever holds it"),
  "vault:aws/secretBackendStaticRole:SecretBackendStaticRole": staticRole,
  "vault:database/secretBackendConnection:SecretBackendConnection": connection,
  "vault:database/secretBackendStaticRole:SecretBackendStaticRole": staticRole,
  "vault:identity/entity:Entity": entity,
  "vault:identity/group:Group": group,
  "vault:identity/mfaDuo:MfaDuo": factors,
  "vault:identity/mfaLoginEnforcement:MfaLoginEnforcement": enforcement,
  "vault:identity/mfaOkta:MfaOkta": factors,
  "vault:identity/mfaPingid:MfaPingid": factors,
  "vault:identity/mfaTotp:MfaTotp": factors,
  "vault:identity/oidcKey:OidcKey": oidcKey,
  "vault:index/token:Token": worthKeeping("the token, and every token made with it"),
  "vault:ldap/secretBackendLibrarySet:SecretBackendLibrarySet": staticRole,
  "vault:ldap/secretBackendStaticRole:SecretBackendStaticRole": staticRole,
};

/** By the type of what a program can make again, though not under the name that applications know: lost where that changes. */
export const heldByName: Readonly<Record<string, Stateful>> = {
  "vault:database/secretBackendRole:SecretBackendRole": worthKeeping("the name by which applications ask it"),
};

function vital(holds: string): Stateful {
  return { holds, isVital: true };
}

function worthKeeping(holds: string): Stateful {
  return { holds, isVital: false };
}
