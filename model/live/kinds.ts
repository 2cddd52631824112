/**
 * What a running Vault is asked for, as far as rules judge it. Where Vault has many of a kind, their names are listed first. Nothing here
 * answers with a secret: of what is configured with one, Vault keeps it to itself.
 */
export interface LiveKind {
  /** What it belongs to, by the types that `sys/auth` and `sys/mounts` say; undefined for what is Vault's own. */
  readonly below?: { readonly table: "auth" | "mounts"; readonly types: readonly string[] };
  /** Of the list, or of the one that there is; below the mount where it belongs to one. */
  readonly path: string;
  /** Whether the path lists names. */
  readonly isList: boolean;
  /** Where one of them is read; where the list stands unless said. */
  readonly itemPath?: string;
  /** The resource type that declares it, with its names for the object's name and for the mount; a setting at its path without. */
  readonly declaredAs?: { readonly type: string; readonly name: string; readonly mount?: string };
}

const ofMethod = (...types: readonly string[]): LiveKind["below"] => ({ table: "auth", types });
const ofEngine = (...types: readonly string[]): LiveKind["below"] => ({ table: "mounts", types });
const role = (type: string) => ({ type, name: "roleName", mount: "backend" });
const named = (type: string) => ({ type, name: "name", mount: "backend" });

const one = (below: LiveKind["below"], path: string): LiveKind => ({ ...(below && { below }), path, isList: false });
const many = (below: LiveKind["below"], path: string, more: Partial<LiveKind> = {}): LiveKind => ({
  ...(below && { below }),
  path,
  isList: true,
  ...more,
});

const group = { type: "vault:identity/group:Group", name: "id" };
const entity = { type: "vault:identity/entity:Entity", name: "id" };
const enforcement = { type: "vault:identity/mfaLoginEnforcement:MfaLoginEnforcement", name: "name" };

/** Beside these, what is mounted, the audit devices and the server's own settings are read. */
export const liveKinds: readonly LiveKind[] = [
  many(undefined, "sys/policies/acl", { declaredAs: { type: "vault:index/policy:Policy", name: "name" } }),
  many(undefined, "identity/group/id", { declaredAs: group }),
  many(undefined, "identity/entity/id", { declaredAs: entity }),
  many(undefined, "identity/mfa/login-enforcement", { declaredAs: enforcement }),
  many(undefined, "auth/token/roles", {
    declaredAs: { type: "vault:tokenauth/authBackendRole:AuthBackendRole", name: "roleName" },
  }),
  many(ofMethod("approle"), "role", { declaredAs: role("vault:appRole/authBackendRole:AuthBackendRole") }),
  many(ofMethod("jwt", "oidc"), "role", { declaredAs: role("vault:jwt/authBackendRole:AuthBackendRole") }),
  many(ofMethod("kubernetes"), "role", { declaredAs: role("vault:kubernetes/authBackendRole:AuthBackendRole") }),
  many(ofMethod("alicloud", "azure", "oci", "saml"), "role"),
  many(ofMethod("aws", "gcp"), "roles", { itemPath: "role" }),
  many(ofMethod("cert"), "certs"),
  many(ofMethod("userpass", "ldap", "okta", "radius"), "users"),
  many(ofMethod("ldap", "okta", "kerberos"), "groups"),
  many(ofMethod("github"), "map/teams"),
  many(ofMethod("github"), "map/users"),
  one(ofMethod("jwt", "oidc", "kubernetes", "ldap", "okta", "github", "radius"), "config"),
  one(ofEngine("kv"), "config"),
  many(ofEngine("pki"), "roles", { declaredAs: named("vault:pkiSecret/secretBackendRole:SecretBackendRole") }),
  one(ofEngine("pki"), "config/urls"),
  many(ofEngine("transit"), "keys", { declaredAs: named("vault:transit/secretBackendKey:SecretBackendKey") }),
  many(ofEngine("database"), "config"),
  many(ofEngine("database"), "roles", { declaredAs: named("vault:database/secretBackendRole:SecretBackendRole") }),
];
