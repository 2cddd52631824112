import { field as fieldOf, type Value } from "../value";
import { connectionBlocks } from "./database-connection";
import { jwtRoles } from "./jwt-role";
import { kubernetesRoles } from "./kubernetes-role";
import {
  differs,
  falls,
  fallsToLimit,
  replacesChosen,
  rises,
  shrinks,
  switches,
  withoutFinalSlash,
  type Comparison,
} from "./lossy-comparison";
import { usersPassword } from "./lossy-connections";
import {
  awsIdentities,
  enforcements,
  jwtMethods,
  keyValueEngines,
  keyValueMetadata,
  ldapMethods,
  mounts,
  roleIds,
  transitKeys,
} from "./lossy-kinds";
import { asPairs } from "./pairs";
import { sdkName, type Declared, type Settings } from "./settings";
import { heldByAnyEngine, heldByType } from "./stateful-kinds";
import { connections } from "./stateful-writes";

/** A field whose change in place loses something that no later change brings back. */
export interface LossyField {
  readonly types: readonly string[];
  /** Where it stands in the resource's inputs. */
  readonly path: readonly string[];
  /** What else sets it. */
  readonly write?: LossyWrite;
  readonly holds: string;
  readonly isLost: Comparison;
}

/** A plain write that sets such a field. */
export interface LossyWrite {
  readonly kind: Declared;
  readonly read: (settings: Settings) => Value;
  /** Whether Vault empties what the body leaves out; most of its paths keep what they have. */
  readonly emptiesMissing?: true;
  /** Our own component around it, which has the field among its own inputs, where no preview hides it. */
  readonly saidBy?: string;
}

/** An alias has the name that the method gives, at the method's accessor (vault/identity_store.go, CreateOrFetchEntity). */
const identities = "who everybody is: under another name each becomes a new entity";
/** Vault moves a mount, and revokes what it gave (vault/mount.go, remountSecretsEngine; vault/auth.go, remountCredential). */
const pathOfMount = "its path, which policies and applications name, and every lease it gave";
const pathOfMethod = "its path, which policies and applications name, and every token it gave";
const oldest = "the oldest versions of its secrets";
const oldestOfOne = "the oldest of its versions";
const older = "versions older than that";
const secondFactor = "the second factor of everyone whom it asks now";
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
  {
    ...field("vault:index/mount:Mount", ["options", "version"], "all earlier versions of its secrets", falls(1)),
    write: { kind: mounts, read: (settings) => fieldOf(asPairs(settings("options")), "version") },
  },

  // A configuration is written as a whole (vault-plugin-auth-jwt, path_config.go).
  setting(jwtMethods, "oidc_discovery_url", identities, differs(undefined, withoutFinalSlash), {
    emptiesMissing: true,
    saidBy: "strongroom:auth:OidcAuth",
  }),
  setting(jwtMethods, "bound_issuer", identities, differs(undefined, withoutFinalSlash), {
    emptiesMissing: true,
    saidBy: "strongroom:auth:OidcAuth",
  }),
  field(
    "strongroom:auth:OidcAuth",
    ["config", "oidc_discovery_url"],
    identities,
    differs(undefined, withoutFinalSlash),
  ),
  setting(jwtRoles, "user_claim", identities, differs()),
  setting(jwtRoles, "user_claim_json_pointer", identities, switches),
  // Vault's default (vault-plugin-auth-kubernetes, path_role.go).
  setting(kubernetesRoles, "alias_name_source", identities, differs("serviceaccount_uid")),
  setting(ldapMethods, "userattr", identities, differs("cn"), { saidBy: "strongroom:auth:LdapAuth" }),
  setting(ldapMethods, "username_as_alias", identities, switches, { saidBy: "strongroom:auth:LdapAuth" }),
  field("strongroom:auth:LdapAuth", ["config", "userattr"], identities, differs("cn")),
  field("strongroom:auth:LdapAuth", ["config", "username_as_alias"], identities, switches),
  setting(awsIdentities, "iam_alias", identities, differs("role_id")),
  setting(awsIdentities, "ec2_alias", identities, differs("role_id")),

  // Of 0 Vault makes 10 (vault-plugin-secrets-kv, backend.go).
  setting(keyValueEngines, "max_versions", oldest, falls(10)),
  setting(keyValueEngines, "delete_version_after", older, fallsToLimit),
  {
    ...field("vault:kv/secretV2:SecretV2", ["customMetadata", "maxVersions"], oldestOfOne, falls(10)),
    write: { kind: keyValueMetadata, read: (settings) => settings("max_versions") },
  },
  {
    ...field("vault:kv/secretV2:SecretV2", ["customMetadata", "deleteVersionAfter"], older, fallsToLimit),
    write: { kind: keyValueMetadata, read: (settings) => settings("delete_version_after") },
  },

  setting(transitKeys, "min_decryption_version", "what its earlier versions encrypted", rises(1)),
  ...connectionBlocks.map((block) => field(connection, [block, "username"], usersPassword, differs())),
  setting(connections, "username", usersPassword, differs()),
  field(
    "vault:database/secretBackendRole:SecretBackendRole",
    ["name"],
    "the name by which applications ask it",
    differs(),
  ),
  setting(roleIds, "role_id", "the role-id that applications log in with", replacesChosen),

  ...["auth_method_accessors", "auth_method_types", "identity_entity_ids", "identity_group_ids"].map((name) =>
    setting(enforcements, name, secondFactor, shrinks),
  ),
];

function field(type: string, path: readonly string[], holds: string, isLost: Comparison): LossyField {
  return { types: [type], path, holds, isLost };
}

/** @param name in the API's words; a resource of its own has the SDK's */
function setting(
  kind: Declared,
  name: string,
  holds: string,
  isLost: Comparison,
  write: Omit<LossyWrite, "kind" | "read"> = {},
): LossyField {
  const { types } = kind;
  return {
    types,
    path: [sdkName(name)],
    write: { ...write, kind, read: (settings) => settings(name) },
    holds,
    isLost,
  };
}
