import { input, type Resource } from "../resource";
import { asBoolean, asCount, asSeconds } from "../scalars";
import { field, isAbsent, type Value } from "../value";
import { writeOf, type Write } from "./write";

/** How long and how often the secret-ids of an AppRole work. 0 and nothing at all are both without limit. */
export interface SecretIdLimits {
  readonly ttl?: Value<number | undefined>;
  readonly uses?: Value<number | undefined>;
}

/** Undefined for what is no AppRole, and for one that logs in without a secret-id. */
export function secretIdLimitsOf(resource: Resource): SecretIdLimits | undefined {
  if (resource.type === "vault:appRole/authBackendRole:AuthBackendRole") {
    return unlessWithout(asBoolean(input(resource, "bindSecretId")), {
      ttl: asSeconds(input(resource, "secretIdTtl")),
      uses: asCount(input(resource, "secretIdNumUses")),
    });
  }
  const write = writeOf(resource);
  return write === undefined ? undefined : writtenLimits(write);
}

function unlessWithout(bindSecretId: Value<boolean | undefined>, limits: SecretIdLimits): SecretIdLimits | undefined {
  if (bindSecretId.kind !== "known") return { ttl: bindSecretId, uses: bindSecretId };
  return bindSecretId.value === false ? undefined : limits;
}

/** A role as a whole, or one of its settings by a path of its own (builtin/credential/approle/path_role.go). */
function writtenLimits({ path, data }: Write): SecretIdLimits | undefined {
  if (path.kind !== "known") return { ttl: path, uses: path };
  const parts = /^auth\/(?<mount>.+)\/role\/[^/]+(?:\/(?<setting>secret-id-ttl|secret-id-num-uses))?$/u.exec(
    path.value,
  )?.groups;
  if (parts === undefined) return undefined;
  const ttl = asSeconds(field(data, "secret_id_ttl"));
  const uses = asCount(field(data, "secret_id_num_uses"));
  if (parts["setting"] === "secret-id-ttl") return { ttl };
  if (parts["setting"] === "secret-id-num-uses") return { uses };
  const bindSecretId = field(data, "bind_secret_id");
  const saysAppRole = ![ttl, uses, bindSecretId, field(data, "secret_id_bound_cidrs")].every(isAbsent);
  if (!saysAppRole && !/approle/iu.test(parts["mount"] ?? "")) return undefined;
  return unlessWithout(asBoolean(bindSecretId), { ttl, uses });
}
