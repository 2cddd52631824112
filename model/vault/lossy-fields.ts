import { connectionBlocks } from "./database-connection";
import { heldByAnyEngine, heldByType } from "./stateful-kinds";
import { differs, falls, fallsToLimit, rises, shrinks, type Comparison } from "./lossy-comparison";

/** A field whose change in place loses something that no later change brings back. */
interface LossyField {
  readonly types: readonly string[];
  /** Where it stands in the resource's inputs. */
  readonly path: readonly string[];
  readonly holds: string;
  readonly isLost: Comparison;
}

/** An alias has the name that the method gives, at the method's accessor (vault/identity_store.go, CreateOrFetchEntity). */
const identities = "who everybody is: under another name each becomes a new entity";
/** Vault moves a mount, and revokes what it gave (vault/mount.go, remountSecretsEngine; vault/auth.go, remountCredential). */
const pathOfMount = "its path, which policies and applications name, and every lease it gave";
const pathOfMethod = "its path, which policies and applications name, and every token it gave";
const connection = "vault:database/secretBackendConnection:SecretBackendConnection";

const methods = ["index", "gcp", "github", "jwt", "ldap", "okta", "saml"].map(
  (module) => `vault:${module}/authBackend:AuthBackend`,
);
/** Some call their path `backend`. */
const enginesOfTheirOwn = [
  "vault:index/mount:Mount",
  "vault:database/secretsMount:SecretsMount",
  ...Object.entries(heldByType).flatMap(([type, held]) => (held === heldByAnyEngine ? [type] : [])),
];

export const lossyFields: readonly LossyField[] = [
  ...enginesOfTheirOwn.flatMap((type) => [
    field(type, ["path"], pathOfMount, differs()),
    field(type, ["backend"], pathOfMount, differs()),
  ]),
  ...methods.map((type) => field(type, ["path"], pathOfMethod, differs())),
  field("vault:index/mount:Mount", ["options", "version"], "all earlier versions of its secrets", falls(1)),

  field("vault:jwt/authBackend:AuthBackend", ["oidcDiscoveryUrl"], identities, differs()),
  field("vault:jwt/authBackend:AuthBackend", ["boundIssuer"], identities, differs()),
  field("strongroom:auth:OidcAuth", ["config", "oidc_discovery_url"], identities, differs()),
  field("vault:jwt/authBackendRole:AuthBackendRole", ["userClaim"], identities, differs()),
  field("vault:jwt/authBackendRole:AuthBackendRole", ["userClaimJsonPointer"], identities, differs("0")),
  // Vault's default (vault-plugin-auth-kubernetes, path_role.go).
  field(
    "vault:kubernetes/authBackendRole:AuthBackendRole",
    ["aliasNameSource"],
    identities,
    differs("serviceaccount_uid"),
  ),
  field("vault:ldap/authBackend:AuthBackend", ["userattr"], identities, differs("cn")),
  field("vault:ldap/authBackend:AuthBackend", ["usernameAsAlias"], identities, differs("0")),
  field("strongroom:auth:LdapAuth", ["config", "userattr"], identities, differs("cn")),
  field("strongroom:auth:LdapAuth", ["config", "username_as_alias"], identities, differs("0")),
  field("vault:aws/authBackendConfigIdentity:AuthBackendConfigIdentity", ["iamAlias"], identities, differs("role_id")),
  field("vault:aws/authBackendConfigIdentity:AuthBackendConfigIdentity", ["ec2Alias"], identities, differs("role_id")),

  // Of 0 Vault makes 10 (vault-plugin-secrets-kv, backend.go).
  field("vault:kv/secretBackendV2:SecretBackendV2", ["maxVersions"], "the oldest versions of its secrets", falls(10)),
  field("vault:kv/secretBackendV2:SecretBackendV2", ["deleteVersionAfter"], "versions older than that", fallsToLimit),
  field("vault:kv/secretV2:SecretV2", ["customMetadata", "maxVersions"], "the oldest of its versions", falls(10)),
  field(
    "vault:kv/secretV2:SecretV2",
    ["customMetadata", "deleteVersionAfter"],
    "versions older than that",
    fallsToLimit,
  ),

  field(
    "vault:transit/secretBackendKey:SecretBackendKey",
    ["minDecryptionVersion"],
    "what its earlier versions encrypted",
    rises(1),
  ),
  ...connectionBlocks.map((block) =>
    field(
      connection,
      [block, "username"],
      "the password that only Vault knows, of the user that it logs in as",
      differs(),
    ),
  ),
  field(
    "vault:database/secretBackendRole:SecretBackendRole",
    ["name"],
    "the name by which applications ask it",
    differs(),
  ),
  field(
    "vault:appRole/authBackendRole:AuthBackendRole",
    ["roleId"],
    "the role-id that applications log in with",
    differs(),
  ),

  ...["authMethodAccessors", "authMethodTypes", "identityEntityIds", "identityGroupIds"].map((name) =>
    field(
      "vault:identity/mfaLoginEnforcement:MfaLoginEnforcement",
      [name],
      "the second factor of everyone whom it asks now",
      shrinks,
    ),
  ),
];

function field(type: string, path: readonly string[], holds: string, isLost: Comparison): LossyField {
  return { types: [type], path, holds, isLost };
}
