import type { Resource } from "../resource";
import { asBoolean, asNames, asText } from "../scalars";
import { isAbsent, known, type Unknown, type Value } from "../value";
import { foundIn, isFound, type Settings } from "./settings";

/** How a method or an engine of Vault talks to directory servers. */
export interface LdapConnection {
  /** The servers, which are tried in order. */
  readonly urls: Value<readonly Value<string>[]>;
  readonly startTls: Value<boolean | undefined>;
  readonly insecureTls: Value<boolean | undefined>;
  readonly tlsMinVersion: Value<string | undefined>;
  /** Whether a login without a password is refused before the directory is asked; true unless set. Engines have no logins. */
  readonly denyNullBind: Value<boolean | undefined>;
}

const types = [
  "vault:ldap/authBackend:AuthBackend",
  "vault:ldap/secretBackend:SecretBackend",
  "vault:ad/secretBackend:SecretBackend",
];

/** Settings that a configuration has of a directory and of nothing else (sdk/helper/ldaputil/config.go). */
const ownFields = [
  "binddn",
  "bindpass",
  "userdn",
  "groupdn",
  "upndomain",
  "userattr",
  "starttls",
  "insecure_tls",
  "discoverdn",
  "deny_null_bind",
];

export function ldapConnectionOf(resource: Resource): LdapConnection | Unknown | undefined {
  const connection =
    foundIn(resource, {
      types,
      path: /^(?!sys\/).+\/config$/u,
      mounts: ["ldap", "ad"],
      toldBy: {
        settings: ownFields,
        path: /(?:^|\/)(?:[^/]*ldap[^/]*|ad)\/config$/iu,
        also: (settings) => namesDirectory(asText(settings("url"))),
      },
    }) ??
    // Kerberos looks groups up in a directory, whose settings have a path of their own.
    foundIn(resource, { types: [], path: /^auth\/.+\/config\/ldap$/u, mounts: ["kerberos"] });
  return connection !== undefined && isFound(connection) ? readConnection(connection.settings) : connection;
}

function namesDirectory(url: Value<string | undefined>): boolean {
  return url.kind === "secret" ? url.matches(/^ldaps?:/iu) : url.kind === "known" && /^ldaps?:/iu.test(url.value ?? "");
}

function readConnection(settings: Settings): LdapConnection {
  const url = settings("url");
  return {
    urls: isAbsent(url) ? known([known(defaultUrl, url.place)], url.place) : asNames(url),
    startTls: asBoolean(settings("starttls")),
    insecureTls: asBoolean(settings("insecure_tls")),
    tlsMinVersion: asText(settings("tls_min_version")),
    denyNullBind: asBoolean(settings("deny_null_bind")),
  };
}

/** Vault's own (sdk/helper/ldaputil/config.go). */
const defaultUrl = "ldap://127.0.0.1";
