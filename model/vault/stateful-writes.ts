import { appRoles } from "./approle";
import type { Declared } from "./settings";
import {
  authority,
  connection,
  enforcement,
  entity,
  factors,
  group,
  heldByAnyEngine,
  heldByLoginMethod,
  issuer,
  namespace,
  oidcKey,
  role,
  someKey,
  staticRole,
  versions,
  type Stateful,
} from "./stateful-kinds";

/** A kind of object that a plain write makes, and whose deletion loses something. */
interface HeldByWrite {
  readonly kind: Declared;
  readonly held: Stateful;
}

/** Whatever is not called after a key-value engine; in one, a secret may have any name. */
const noKeyValues = /^(?![^/]*(?:secret|kv)[^/]*\/)/iu;

/** A connection of the database engine. Other engines have settings of a fixed name at such paths. */
export const connections: Declared = {
  types: [],
  path: below("config/(?!(?:access|acme|auto-tidy|ca|cluster|cmp|crl|est|issuers|keys|lease|root|scep|urls)$)[^/]+"),
  mounts: ["database"],
  toldBy: {
    settings: ["plugin_name", "connection_url"],
    path: /(?:^|\/)[^/]*(?:database|db|sql|mongo|postgres)[^/]*\/config\/[^/]+$/iu,
  },
};

/** The first that a write is decides. */
export const heldByWrites: readonly HeldByWrite[] = [
  ofVault(/^sys\/mounts\/(?!.*\/tune$)./u, heldByAnyEngine),
  ofVault(/^sys\/auth\/(?!.*\/tune$)./u, heldByLoginMethod),
  ofVault(/^sys\/namespaces\/./u, namespace),
  ofVault(/^identity\/entity\/(?:name|id)\/./u, entity),
  ofVault(/^identity\/group\/(?:name|id)\/./u, group),
  ofVault(/^identity\/mfa\/method\/./u, factors),
  ofVault(/^identity\/mfa\/login-enforcement\/./u, enforcement),
  ofVault(/^identity\/oidc\/key\/[^/]+$/u, oidcKey),
  { kind: { ...appRoles, path: /^auth\/.+\/role\/[^/]+$/u }, held: role },
  { kind: { types: [], path: below("(?:meta)?data/.+"), mounts: ["kv"], isKeyValue: true }, held: versions },
  // In a path of their own (builtin/logical/pki, path_fetch_issuers.go and path_fetch_keys.go).
  { kind: authorities("issuer/[^/]+", ["issuer_name", "leaf_not_after_behavior", "manual_chain"]), held: issuer },
  { kind: authorities("key/[^/]+", ["key_name"]), held: someKey },
  { kind: engines("keys/[^/]+", ["gcpkms", "keymgmt", "pki", "totp", "transform", "transit"]), held: someKey },
  { kind: engines("config/ca", ["pki", "ssh"]), held: authority },
  { kind: engines("static-roles?/[^/]+", ["aws", "database", "ldap"]), held: staticRole },
  { kind: connections, held: connection },
];

function ofVault(path: RegExp, held: Stateful): HeldByWrite {
  return { kind: { types: [], path }, held };
}

function engines(rest: string, mounts: readonly string[]): Declared {
  return { types: [], path: below(rest), mounts };
}

function authorities(rest: string, settings: readonly string[]): Declared {
  return { ...engines(rest, ["pki"]), toldBy: { settings, path: noKeyValues } };
}

/** Below a mount that is no auth method and none of Vault's own. */
function below(rest: string): RegExp {
  return new RegExp(`^(?!(?:auth|sys|identity)/).+/${rest}$`, "u");
}
