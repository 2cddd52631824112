import type { LdapAuthArgs } from "./ldap-args";
import { pemBlocks } from "./pem";
import type { Settings } from "./settings";
import type { TokenLives } from "./token";

/** Seconds: one working day in all. */
export const defaultLives: TokenLives = { ttl: 3600, maxTtl: 8 * 3600 };

/**
 * The declared part of `auth/<mount>/config`, in Vault's own names: all but `bindpass`, which Vault keeps where a write does not name
 * it (sdk/helper/ldaputil/config.go, NewConfigEntry). Every default is Vault's own where no other is said, and named to be compared.
 */
export function ldapConfig(args: LdapAuthArgs): Settings {
  return {
    // Vault puts these two into lower case.
    url: args.urls.join(",").toLowerCase(),
    userattr: (args.userAttr ?? "cn").toLowerCase(),
    starttls: args.startTls ?? false,
    insecure_tls: false,
    // Vault's own upper bound is TLS 1.2.
    tls_min_version: "tls12",
    tls_max_version: "tls13",
    certificate: args.caCertificate === undefined ? "" : pemBlocks([args.caCertificate]),
    userdn: args.userDn,
    userfilter: args.userFilter ?? "({{.UserAttr}}={{.Username}})",
    binddn: args.bindDn ?? "",
    // With bindDn too: without its password Vault would else log in as the person, and not apply the filter (cap/ldap, client.go).
    discoverdn: searches(args),
    upndomain: args.upnDomain ?? "",
    groupdn: args.groupDn ?? "",
    groupfilter: args.groupFilter ?? "(|(memberUid={{.Username}})(member={{.UserDN}})(uniqueMember={{.UserDN}}))",
    groupattr: args.groupAttr ?? "cn",
    // Most directories take a name without a password for nobody, and let them in.
    deny_null_bind: true,
    case_sensitive_names: false,
    // The entity is called as the directory has it, and not as the person typed it.
    username_as_alias: false,
    token_policies: [],
    token_ttl: args.tokenTtl ?? defaultLives.ttl,
    token_max_ttl: args.tokenMaxTtl ?? defaultLives.maxTtl,
  };
}

/** Whether Vault looks for a person in the directory, rather than logging in as whoever gives a name. */
export function searches({ anonymousSearch = false, bindDn }: LdapAuthArgs): boolean {
  return anonymousSearch || bindDn !== undefined;
}
