import type { Network } from "../network";
import type { Resource } from "../resource";
import { asBoolean, asCount, asSeconds } from "../scalars";
import { isAbsent, type Unknown, type Value } from "../value";
import { asNetworks } from "./bound-cidrs";
import { foundIn, isFound, type Declared, type Settings } from "./settings";

/** What a resource sets of an AppRole that concerns its logins; a setting is missing where the resource cannot set it. */
export interface AppRole {
  /** True unless set. */
  readonly bindSecretId?: Value<boolean | undefined>;
  /** Seconds; 0 and nothing at all are both without limit. */
  readonly secretIdTtl?: Value<number | undefined>;
  /** The same. */
  readonly secretIdNumUses?: Value<number | undefined>;
  /** The networks that a secret-id logs in from; everywhere if there are none. */
  readonly secretIdBoundCidrs?: Value<readonly Value<Network>[]>;
  /** The networks that a token is used from; everywhere if there are none. */
  readonly tokenBoundCidrs?: Value<readonly Value<Network>[]>;
}

/** A role as a whole, or one of its settings by a path of its own (builtin/credential/approle/path_role.go). */
const rolePath = /^auth\/(?<mount>.+)\/role\/[^/]+(?:\/(?<setting>[a-z-]+))?$/u;

/** Roles of other methods have such paths as well; these settings are AppRole's own. */
const ownSettings = [
  "bind_secret_id",
  "secret_id_ttl",
  "secret_id_num_uses",
  "secret_id_bound_cidrs",
  "bound_cidr_list",
];

/** A mount is often called after its method, and only AppRoles have paths for single settings. */
const ownPath = /^auth\/(?:[^/]*approle[^/]*\/role\/|.+\/role\/[^/]+\/[a-z-]+$)/iu;

/** How an AppRole is declared, or one of its settings. */
export const appRoles: Declared = {
  types: ["vault:appRole/authBackendRole:AuthBackendRole"],
  path: rolePath,
  mounts: ["approle"],
  toldBy: { settings: ownSettings, path: ownPath },
};

/** Undefined for what is no AppRole. */
export function appRoleOf(resource: Resource): AppRole | undefined {
  const role = foundIn(resource, appRoles);
  if (role === undefined) return undefined;
  if (!isFound(role)) return unknownRole(role);
  return readRole(role.settings, rolePath.exec(role.path ?? "")?.groups?.["setting"]);
}

function readRole(settings: Settings, only: string | undefined): AppRole {
  const sets = (...paths: readonly string[]) => only === undefined || paths.includes(only);
  const olderName = isAbsent(settings("secret_id_bound_cidrs")) && !isAbsent(settings("bound_cidr_list"));
  return {
    ...(sets("bind-secret-id") && { bindSecretId: asBoolean(settings("bind_secret_id")) }),
    ...(sets("secret-id-ttl") && { secretIdTtl: asSeconds(settings("secret_id_ttl")) }),
    ...(sets("secret-id-num-uses") && { secretIdNumUses: asCount(settings("secret_id_num_uses")) }),
    ...(sets("secret-id-bound-cidrs", "bound-cidr-list") && {
      secretIdBoundCidrs: asNetworks(settings(olderName ? "bound_cidr_list" : "secret_id_bound_cidrs")),
    }),
    ...(sets("token-bound-cidrs") && { tokenBoundCidrs: asNetworks(settings("token_bound_cidrs")) }),
  };
}

function unknownRole(role: Unknown): AppRole {
  return {
    bindSecretId: role,
    secretIdTtl: role,
    secretIdNumUses: role,
    secretIdBoundCidrs: role,
    tokenBoundCidrs: role,
  };
}

/** How long and how often the secret-ids of an AppRole work. */
export interface SecretIdLimits {
  readonly ttl?: Value<number | undefined>;
  readonly uses?: Value<number | undefined>;
}

/** Undefined for what is no AppRole, and for one that logs in without a secret-id. */
export function secretIdLimitsOf(resource: Resource): SecretIdLimits | undefined {
  const role = appRoleOf(resource);
  if (role === undefined) return undefined;
  const { bindSecretId, secretIdTtl: ttl, secretIdNumUses: uses } = role;
  if (bindSecretId !== undefined && bindSecretId.kind !== "known") return { ttl: bindSecretId, uses: bindSecretId };
  return bindSecretId?.value === false ? undefined : { ...(ttl && { ttl }), ...(uses && { uses }) };
}
