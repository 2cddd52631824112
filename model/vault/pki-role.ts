import type { Resource } from "../resource";
import { asBoolean, asCount, asNames, asSeconds, asText } from "../scalars";
import { known, map, type Unknown, type Value } from "../value";
import { foundIn, isFound, type Settings } from "./settings";

/** Which certificates a role of the PKI engine signs, as Vault takes it where nothing is set (builtin/logical/pki/path_roles.go). */
export interface PkiRole {
  /** Path of the engine. */
  readonly mount: Value<string | undefined>;
  readonly anyName: Value<boolean | undefined>;
  readonly domains: Value<readonly Value<string>[]>;
  /** Whether a `*` in a domain stands for any text. */
  readonly globs: Value<boolean | undefined>;
  readonly subdomains: Value<boolean | undefined>;
  readonly wildcards: Value<boolean>;
  readonly hostnamesOnly: Value<boolean>;
  /** `email` and `hostname` unless set; `disabled` is none. */
  readonly nameChecks: Value<readonly Value<string>[]>;
  readonly uriSans: Value<readonly Value<string>[]>;
  readonly otherSans: Value<readonly Value<string>[]>;
  /** `rsa`, `ec`, `ed25519`, or `any`, for which Vault has its own least sizes. */
  readonly keyType: Value<string>;
  /** 0 and nothing are Vault's own size. */
  readonly keyBits: Value<number | undefined>;
  readonly maxTtl: Value<number | undefined>;
  /** A date on which every certificate ends, whatever the longest life is. */
  readonly notAfter: Value<string | undefined>;
}

const rolePath = /^(?!(?:auth|sys|identity)\/)(?<mount>.+)\/roles\/[^/]+$/u;

/** Settings of these roles. SSH's have domains and subdomains too, and always a `key_type` of their own. */
const ownFields = [
  "allow_any_name",
  "allow_subdomains",
  "allow_glob_domains",
  "allow_wildcard_certificates",
  "allow_ip_sans",
  "enforce_hostnames",
  "server_flag",
  "client_flag",
  "issuer_ref",
];

export function pkiRoleOf(resource: Resource): PkiRole | Unknown | undefined {
  const role = foundIn(resource, {
    types: ["vault:pkiSecret/secretBackendRole:SecretBackendRole"],
    path: rolePath,
    mounts: ["pki"],
    toldBy: { settings: ownFields, path: /pki[^/]*\/roles\//iu },
  });
  if (role === undefined || !isFound(role)) return role;
  const { settings, path } = role;
  if (path !== undefined && isSshRole(asText(settings("key_type")))) return undefined;
  const mount =
    path === undefined ? mountIn(settings) : known(rolePath.exec(path)?.groups?.["mount"], { path: ["path"] });
  return readRole(settings, mount);
}

function isSshRole(keyType: Value<string | undefined>): boolean {
  return keyType.kind === "secret" && (keyType.is("ca") || keyType.is("otp"));
}

function readRole(settings: Settings, mount: PkiRole["mount"]): PkiRole {
  return {
    mount,
    anyName: asBoolean(settings("allow_any_name")),
    domains: asNames(settings("allowed_domains")),
    globs: asBoolean(settings("allow_glob_domains")),
    subdomains: asBoolean(settings("allow_subdomains")),
    wildcards: onUnlessOff(settings("allow_wildcard_certificates")),
    hostnamesOnly: onUnlessOff(settings("enforce_hostnames")),
    nameChecks: asNames(settings("cn_validations")),
    uriSans: asNames(settings("allowed_uri_sans")),
    otherSans: asNames(settings("allowed_other_sans")),
    keyType: map(asText(settings("key_type")), (text, place) => known(text ?? "rsa", place)),
    keyBits: asCount(settings("key_bits")),
    maxTtl: asSeconds(settings("max_ttl")),
    notAfter: asText(settings("not_after")),
  };
}

function onUnlessOff(setting: Value): Value<boolean> {
  return map(asBoolean(setting), (isOn, place) => known(isOn !== false, place));
}

/** The engine that a setting of the SDK names, without slashes around its path. */
export function mountIn(settings: Settings): Value<string | undefined> {
  return map(asText(settings("backend")), (path, place) => known(path?.replace(/^\/+|\/+$/gu, ""), place));
}
