import { input, type Resource } from "../resource";
import { asBoolean, asCount, asSeconds } from "../scalars";
import { field, isAbsent, type Value } from "../value";
import { writeOf, type Write } from "./write";

/** What a resource sets of an AppRole that concerns its logins; a setting is missing where the resource cannot set it. */
export interface AppRole {
  /** True unless set. */
  readonly bindSecretId?: Value<boolean | undefined>;
  /** Seconds; 0 and nothing at all are both without limit. */
  readonly secretIdTtl?: Value<number | undefined>;
  /** The same. */
  readonly secretIdNumUses?: Value<number | undefined>;
  /** The networks that a secret-id logs in from. */
  readonly secretIdBoundCidrs?: Value;
  /** The networks that a token is used from. */
  readonly tokenBoundCidrs?: Value;
}

/** Undefined for what is no AppRole. */
export function appRoleOf(resource: Resource): AppRole | undefined {
  if (resource.type === "vault:appRole/authBackendRole:AuthBackendRole") {
    return {
      bindSecretId: asBoolean(input(resource, "bindSecretId")),
      secretIdTtl: asSeconds(input(resource, "secretIdTtl")),
      secretIdNumUses: asCount(input(resource, "secretIdNumUses")),
      secretIdBoundCidrs: input(resource, "secretIdBoundCidrs"),
      tokenBoundCidrs: input(resource, "tokenBoundCidrs"),
    };
  }
  const write = writeOf(resource);
  return write === undefined ? undefined : writtenRole(write);
}

/** A role as a whole, or one of its settings by a path of its own (builtin/credential/approle/path_role.go). */
function writtenRole({ path, data }: Write): AppRole | undefined {
  if (path.kind !== "known") {
    return {
      bindSecretId: path,
      secretIdTtl: path,
      secretIdNumUses: path,
      secretIdBoundCidrs: path,
      tokenBoundCidrs: path,
    };
  }
  const parts = /^auth\/(?<mount>.+)\/role\/[^/]+(?:\/(?<setting>[a-z-]+))?$/u.exec(path.value)?.groups;
  if (parts === undefined) return undefined;
  const setting = parts["setting"];
  const isAppRole = setting !== undefined || saysAppRole(data) || /approle/iu.test(parts["mount"] ?? "");
  return isAppRole ? writtenSettings(data, setting) : undefined;
}

function writtenSettings(data: Value, setting: string | undefined): AppRole {
  const sets = (...paths: readonly string[]) => setting === undefined || paths.includes(setting);
  return {
    ...(sets("bind-secret-id") && { bindSecretId: asBoolean(field(data, "bind_secret_id")) }),
    ...(sets("secret-id-ttl") && { secretIdTtl: asSeconds(field(data, "secret_id_ttl")) }),
    ...(sets("secret-id-num-uses") && { secretIdNumUses: asCount(field(data, "secret_id_num_uses")) }),
    ...(sets("secret-id-bound-cidrs", "bound-cidr-list") && {
      secretIdBoundCidrs: firstGiven(data, "secret_id_bound_cidrs", "bound_cidr_list"),
    }),
    ...(sets("token-bound-cidrs") && { tokenBoundCidrs: field(data, "token_bound_cidrs") }),
  };
}

/** Roles of other methods have such paths as well; these fields are AppRole's own. */
function saysAppRole(data: Value): boolean {
  const own = ["bind_secret_id", "secret_id_ttl", "secret_id_num_uses", "secret_id_bound_cidrs", "bound_cidr_list"];
  return own.some((name) => !isAbsent(field(data, name)));
}

function firstGiven(data: Value, name: string, older: string): Value {
  const given = field(data, name);
  return isAbsent(given) && !isAbsent(field(data, older)) ? field(data, older) : given;
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
