import type { Declared } from "./settings";

/** Kinds of objects of which a change in place can lose something, as resources of their own and writes declare them. */

export const jwtMethods: Declared = {
  types: ["vault:jwt/authBackend:AuthBackend"],
  path: /^auth\/.+\/config$/u,
  mounts: ["jwt", "oidc"],
  toldBy: { settings: ["oidc_discovery_url", "bound_issuer"], path: /^auth\/[^/]*(?:jwt|oidc)/iu },
};

export const ldapMethods: Declared = {
  types: ["vault:ldap/authBackend:AuthBackend"],
  path: /^auth\/.+\/config$/u,
  mounts: ["ldap"],
  toldBy: { settings: ["userattr", "username_as_alias"], path: /^auth\/[^/]*ldap/iu },
};

export const awsIdentities: Declared = {
  types: ["vault:aws/authBackendConfigIdentity:AuthBackendConfigIdentity"],
  path: /^auth\/.+\/config\/identity$/u,
  mounts: ["aws"],
};

export const roleIds: Declared = {
  types: ["vault:appRole/authBackendRole:AuthBackendRole"],
  path: /^auth\/.+\/role\/[^/]+(?:\/role-id)?$/u,
  mounts: ["approle"],
  toldBy: { settings: ["role_id"], path: /^auth\/(?:[^/]*approle[^/]*\/role\/|.+\/role-id$)/iu },
};

export const mounts: Declared = {
  types: ["vault:index/mount:Mount"],
  path: /^sys\/mounts\/(?!auth\/).+\/tune$/u,
};

const versionSettings = ["max_versions", "delete_version_after"];

export const keyValueEngines: Declared = {
  types: ["vault:kv/secretBackendV2:SecretBackendV2"],
  path: /^(?!(?:auth|sys|identity)\/).+\/config$/u,
  mounts: ["kv"],
  isKeyValue: true,
  toldBy: { settings: versionSettings, path: /^[^/]*(?:secret|kv)[^/]*\/config$/iu },
};

/** Its metadata; what a resource of its own has of them stands in an object there. */
export const keyValueMetadata: Declared = {
  types: [],
  path: /^(?!(?:auth|sys|identity)\/).+\/metadata\/./u,
  mounts: ["kv"],
  isKeyValue: true,
};

export const transitKeys: Declared = {
  types: ["vault:transit/secretBackendKey:SecretBackendKey"],
  path: /^(?!(?:auth|sys|identity)\/).+\/keys\/[^/]+\/config$/u,
  mounts: ["transit"],
};

export const enforcements: Declared = {
  types: ["vault:identity/mfaLoginEnforcement:MfaLoginEnforcement"],
  path: /^identity\/mfa\/login-enforcement\/[^/]+$/u,
};
