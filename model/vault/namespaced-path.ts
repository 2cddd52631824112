/** A path of Vault's API, and the namespace below the request's own that it begins with: `admin` and `sys/policies/acl/ops`. */
export interface NamespacedPath {
  /** Empty for a path without one. */
  readonly namespace: string;
  readonly path: string;
}

/**
 * The namespace that a path begins with, as far as its form shows one. A request may say its namespace in its path (API documentation,
 * Namespaces), and nothing marks it there: `admin/sys/mounts/team` could be a secret in a key-value engine at `admin`. So it is one only
 * where Vault's own paths follow, down to a segment that only they have. An engine that by its name keeps secrets is none, nor is what has
 * the form of a path of the key-value engine's version 2; and Vault keeps the names of its own parts from namespaces (documentation,
 * Namespace naming restrictions).
 *
 * @param isSecret whether it is written as a secret: then what follows `auth/` is sooner an application's name for its own logins
 */
export function splitByForm(path: string, isSecret: boolean): NamespacedPath {
  const { namespace, own } = (isSecret ? ofSecret : ofAnything).exec(path)?.groups ?? {};
  return namespace === undefined || own === undefined ? { namespace: "", path } : { namespace, path: own };
}

const reserved = "root|sys|audit|auth|cubbyhole|identity";
const secretsEngine = String.raw`secrets?|kv(?:-?v?\d)?`;
const partOfVersion2 = "data|metadata|delete|undelete|destroy|subkeys|config";
const namespaceOf = String.raw`(?<namespace>(?!(?:${reserved}|${secretsEngine})\/)[^/]+(?:\/(?!(?:${reserved}|${partOfVersion2})\/)[^/]+)*)`;

/** vault/logical_system_paths.go, and Enterprise's beside them. */
const systemPaths = [
  ...["activation-flags", "audit", "auth", "billing", "capabilities", "config", "control-group"],
  ...["generate-root", "generate-recovery-token", "internal", "leases", "license", "locked-users", "managed-keys"],
  ...["mfa", "mounts", "namespaces", "plugins", "policies", "policy", "quotas", "raw", "rekey", "remount"],
  ...["replication", "rotate", "seal", "step-down", "storage", "sync", "tools", "unseal", "wrapping"],
].join("|");
const system = String.raw`sys\/(?:${systemPaths})(?:\/|$)`;
/** vault/identity_store.go, paths */
const identity = String.raw`identity\/(?:(?:entity|group|persona|alias)(?:-alias)?\/|mfa\/|oidc\/|lookup\/)`;
/** Where the methods keep their settings, and who logs in with which policies. */
const method = String.raw`auth\/(?:[^/]+\/)+(?:certs|config|create(?:-orphan)?|groups|login|map|roles?|users)(?:\/|$)`;

const ofSecret = new RegExp(String.raw`^${namespaceOf}\/(?<own>(?:${system}|${identity}).*)$`, "u");
const ofAnything = new RegExp(String.raw`^${namespaceOf}\/(?<own>(?:${system}|${identity}|${method}).*)$`, "u");
