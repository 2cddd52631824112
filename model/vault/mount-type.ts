import { entryOf } from "../entry";
import type { Place } from "../place";
import { asText, asWord } from "../scalars";
import { field, isAbsent, known, map, type Value } from "../value";

/**
 * What is mounted, in the name that Vault's catalogue of plugins has for it. `plugin` is the older way to say it: the plugin's name then
 * stands beside, or in `config`, which counts first (vault/logical_system.go, handleMount and handleEnableAuth).
 *
 * @param settings of a write to `sys/mounts/` or `sys/auth/`, or of the SDK's resource for one
 */
export function mountTypeOf(settings: (name: string) => Value): Value<string | undefined> {
  const type = asWord(asText(settings("type")));
  if (type.kind !== "known" || type.value !== "plugin") return map(type, ownName);
  const inConfig = field(settings("config"), "plugin_name");
  const name = asWord(asText(isAbsent(inConfig) ? settings("plugin_name") : inConfig));
  return isAbsent(name) ? type : map(name, ownName);
}

/** Plugins that HashiCorp builds into Vault also come by themselves: `vault-plugin-auth-jwt` is `jwt`. */
function ownName(type: string | undefined, place: Place): Value<string | undefined> {
  return known(/^vault-plugin-(?:auth|secrets)-(?<name>.+)$/u.exec(type ?? "")?.groups?.["name"] ?? type, place);
}

/** Older names of what has another today (vault/mount.go, mountAliases; vault/auth.go, credentialAliases; handleMount for kv). */
const today: Readonly<Record<string, string>> = {
  "aws-ec2": "aws",
  generic: "kv",
  "kv-v1": "kv",
  "kv-v2": "kv",
  openldap: "ldap",
};

export function typeToday(type: string): string {
  return entryOf(today, type) ?? type;
}

/** The engines and methods of Vault itself; what a company's own plugin does, nobody here knows (helper/builtinplugins, Enterprise's docs). */
const vaultsOwn: ReadonlySet<string> = new Set([
  ...[
    "ad",
    "alicloud",
    "aws",
    "azure",
    "consul",
    "database",
    "gcp",
    "gcpkms",
    "keymgmt",
    "kmip",
    "kubernetes",
    "kv",
    "ldap",
  ],
  ...["mongodbatlas", "nomad", "pki", "rabbitmq", "ssh", "terraform", "totp", "transform", "transit"],
  ...[
    "approle",
    "cert",
    "cf",
    "github",
    "jwt",
    "kerberos",
    "oci",
    "oidc",
    "okta",
    "pcf",
    "radius",
    "saml",
    "scep",
    "spiffe",
    "userpass",
  ],
]);

export function isVaultsOwn(type: string): boolean {
  return vaultsOwn.has(type);
}
