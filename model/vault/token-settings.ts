import { input, type Resource } from "../resource";
import { asBoolean, asSeconds, isText } from "../scalars";
import { field, isAbsent, known, type Value } from "../value";
import { mountAbove } from "./mount";
import { mountTypeOf } from "./mount-type";
import { writeOf } from "./write";

/** How long the tokens of a role, a user or a login method can live; in seconds. */
export interface TokenSettings {
  readonly maxTtl: Value<number | undefined>;
  /** Cannot be renewed past, not even by a periodic token. */
  readonly explicitMaxTtl: Value<number | undefined>;
  /** A periodic token can be renewed for ever; Vault then ignores the maximum (sdk/framework/lease.go, CalculateTTL). */
  readonly period: Value<number | undefined>;
}

/** Resource types that say how long the tokens live that they hand out; each has `tokenMaxTtl` in the SDK. */
const roleTypes: ReadonlySet<string> = new Set([
  "vault:alicloud/authBackendRole:AuthBackendRole",
  "vault:appRole/authBackendRole:AuthBackendRole",
  "vault:aws/authBackendRole:AuthBackendRole",
  "vault:azure/authBackendRole:AuthBackendRole",
  "vault:index/certAuthBackendRole:CertAuthBackendRole",
  "vault:gcp/authBackendRole:AuthBackendRole",
  "vault:github/authBackend:AuthBackend",
  "vault:jwt/authBackendRole:AuthBackendRole",
  "vault:kubernetes/authBackendRole:AuthBackendRole",
  "vault:ldap/authBackend:AuthBackend",
  "vault:index/ociAuthBackendRole:OciAuthBackendRole",
  "vault:okta/authBackend:AuthBackend",
  "vault:saml/authBackendRole:AuthBackendRole",
  "vault:index/scepAuthBackendRole:ScepAuthBackendRole",
]);

/**
 * Methods without roles, of which the provider takes either `tokenMaxTtl` or `tune.maxLeaseTtl` (terraform-provider-vault,
 * vault/auth_token.go, addTokenFields): both end every token that the method gives.
 */
const eitherWay: ReadonlySet<string> = new Set([
  "vault:github/authBackend:AuthBackend",
  "vault:ldap/authBackend:AuthBackend",
  "vault:okta/authBackend:AuthBackend",
]);

/** The longest life of what such a method gives, from whichever of the two is given; undefined for everything else. */
export function eitherMaxTtlOf(resource: Resource): Value | undefined {
  if (!eitherWay.has(resource.type)) return undefined;
  const own = input(resource, "tokenMaxTtl");
  const tuned = input(resource, "tune", "maxLeaseTtl");
  return isAbsent(own) && !isAbsent(tuned) ? tuned : own;
}

/** The token store takes no `token_max_ttl` (vault/token_store.go, AddTokenFieldsWithAllowList). */
const tokenRole = "vault:tokenauth/authBackendRole:AuthBackendRole";

/** Undefined for what hands out no tokens. */
export function tokenSettingsOf(resource: Resource): TokenSettings | undefined {
  if (roleTypes.has(resource.type)) {
    const own = settings(resource.inputs, "tokenMaxTtl", "tokenExplicitMaxTtl", "tokenPeriod");
    const either = eitherMaxTtlOf(resource);
    return either === undefined ? own : { ...own, maxTtl: asSeconds(either) };
  }
  if (resource.type === tokenRole) {
    return settings(resource.inputs, "tokenExplicitMaxTtl", "tokenExplicitMaxTtl", "tokenPeriod");
  }
  if (resource.type === "vault:index/token:Token") return tokenItself(resource);
  const write = writeOf(resource);
  if (write === undefined || !handsOutTokens(write.path, resource)) return undefined;
  if (write.path.kind !== "known") return { maxTtl: write.path, explicitMaxTtl: write.path, period: write.path };
  const explicitMaxTtl = firstGiven(write.data, "token_explicit_max_ttl", "explicit_max_ttl");
  const isToken = write.path.value.startsWith("auth/token/");
  return settings(
    write.data,
    isToken ? explicitMaxTtl : firstGiven(write.data, "token_max_ttl", "max_ttl"),
    explicitMaxTtl,
    firstGiven(write.data, "token_period", "period"),
  );
}

function settings(data: Value, maxTtl: string, explicitMaxTtl: string, period: string): TokenSettings {
  return {
    maxTtl: asSeconds(field(data, maxTtl)),
    explicitMaxTtl: asSeconds(field(data, explicitMaxTtl)),
    period: asSeconds(field(data, period)),
  };
}

/** One that cannot be renewed ends with its `ttl`. */
function tokenItself(resource: Resource): TokenSettings {
  const renewable = asBoolean(input(resource, "renewable"));
  const endsByItself = renewable.kind === "known" && renewable.value === false;
  return {
    maxTtl: endsByItself
      ? asSeconds(input(resource, "ttl"))
      : known(undefined, input(resource, "explicitMaxTtl").place),
    explicitMaxTtl: asSeconds(input(resource, "explicitMaxTtl")),
    period: asSeconds(input(resource, "period")),
  };
}

/**
 * A path that is not known may be any. Users of ldap, okta, radius and GitHub have policies only; the lifetime is the method's.
 */
function handsOutTokens(path: Value<string>, resource: Resource): boolean {
  if (path.kind !== "known") return true;
  if (/^auth\/.+\/(?:map\/)?users\//u.test(path.value) && !hasUsers(path.value, resource)) return false;
  if (isConfigurationOfMethod(path.value, resource)) return true;
  return /^auth\/(?:.+\/(?:roles?|users?|certs)\/[^/]+|token\/create(?:-orphan|\/[^/]+)?)$/u.test(path.value);
}

/** Of a method whose users have policies only, as far as the stack mounts it or its path is called after it. */
function isConfigurationOfMethod(path: string, resource: Resource): boolean {
  const mount = /^auth\/(?<mount>.+)\/config(?:\/ldap)?$/u.exec(path)?.groups?.["mount"];
  if (mount === undefined) return false;
  const type = mountAbove(path, resource)?.type;
  const ends = path.endsWith("/ldap") ? methodsOverDirectories : policiesOnly;
  return type?.kind === "known" ? ends.has(type.value) : ends.has(mount);
}

const methodsOverDirectories: ReadonlySet<string> = new Set(["kerberos"]);

function hasUsers(path: string, resource: Resource): boolean {
  const type = mountAbove(path, resource)?.type;
  if (type?.kind === "known") return !policiesOnly.has(type.value);
  return !/^auth\/(?:(?:ldap|okta|radius)[^/]*\/users|.+\/map\/users)\//u.test(path);
}

const policiesOnly: ReadonlySet<string> = new Set(["github", "ldap", "okta", "radius"]);

/** The name that the body uses, the newer one where it uses neither. */
function firstGiven(data: Value, name: string, older: string): string {
  return isAbsent(field(data, name)) && !isAbsent(field(data, older)) ? older : name;
}

/** The longest lease that a mount or an auth method allows, where the resource sets one; in seconds. */
export function maxLeaseTtlOf(resource: Resource): Value<number | undefined> | undefined {
  const write = writeOf(resource);
  if (write !== undefined) {
    const isTune = write.path.kind === "known" && /^sys\/(?:mounts|auth)\/.+/u.test(write.path.value);
    if (!isTune) return undefined;
    const nested = field(write.data, "config", "max_lease_ttl");
    return unlessPki(
      mountTypeOf((name) => field(write.data, name)),
      isAbsent(nested) ? field(write.data, "max_lease_ttl") : nested,
    );
  }
  if (!resource.type.startsWith("vault:")) return undefined;
  const tuned = field(input(resource, "tune"), "maxLeaseTtl");
  return unlessPki(
    mountTypeOf((name) => input(resource, name)),
    isAbsent(tuned) ? input(resource, "maxLeaseTtlSeconds") : tuned,
  );
}

/** There the longest lease is the life of a CA's certificate, and no token's (builtin/logical/pki, getCertificateNotAfter). */
function unlessPki(type: Value<string | undefined>, maxLeaseTtl: Value): Value<number | undefined> | undefined {
  if (type.kind === "unknown") return isAbsent(maxLeaseTtl) ? undefined : type;
  return isText(type, "pki") ? undefined : asSeconds(maxLeaseTtl);
}
