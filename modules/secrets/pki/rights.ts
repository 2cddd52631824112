import type { PolicyStanza } from "../../policies/document";

const settings = ["auto-tidy", "acme", "cluster", "crl", "urls"];
const written = ["create", "read", "update"] as const;

/**
 * What the deployer needs for a `PkiRoot`. It can sign an intermediate, which is what a root is for. It can neither issue a leaf
 * nor take out or delete a key: only `generate/internal` and `generate/root/existing` are here, and no `delete`.
 */
export function pkiRootRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `${mountPath}: the root's key, made in Vault (never "exported"), and its certificate`,
      path: `${mountPath}/keys/generate/internal`,
      capabilities: ["update"],
    },
    { path: `${mountPath}/key/+`, capabilities: ["read", "update"] },
    { path: `${mountPath}/issuers/generate/root/existing`, capabilities: ["update"] },
    { path: `${mountPath}/issuer/+`, capabilities: ["create", "read", "update", "patch"] },
    {
      comment: "Signing the next generation of the intermediate",
      path: `${mountPath}/issuer/+/sign-intermediate`,
      capabilities: ["update"],
    },
    ...settings.map((name) => ({ path: `${mountPath}/config/${name}`, capabilities: written })),
  ];
}

/** What the deployer needs for a `PkiIntermediate`: its generations, settings and roles, but no certificate from any of them. */
export function pkiIntermediateRights(mountPath: string): readonly PolicyStanza[] {
  return [
    {
      comment: `${mountPath}: each generation's key, made in Vault (never "exported"), and its request`,
      path: `${mountPath}/keys/generate/internal`,
      capabilities: ["update"],
    },
    { path: `${mountPath}/issuers/generate/intermediate/existing`, capabilities: ["update"] },
    { path: `${mountPath}/intermediate/set-signed`, capabilities: ["update"] },
    {
      comment: "A retired generation is deleted",
      path: `${mountPath}/key/+`,
      capabilities: ["read", "update", "delete"],
    },
    { path: `${mountPath}/issuer/+`, capabilities: ["create", "read", "update", "patch", "delete"] },
    ...[...settings, "issuers"].map((name) => ({ path: `${mountPath}/config/${name}`, capabilities: written })),
    { path: `${mountPath}/roles/+`, capabilities: ["create", "read", "update", "delete"] },
  ];
}

/**
 * What a holder of a role needs. `not_after` is denied, because Vault compares it with the issuer's end only, not with the role's
 * `max_ttl` (builtin/logical/pki/issuing/issue_common.go, GetCertificateNotAfter): without that, a role that issues for a week
 * issues for years.
 */
export function pkiIssueRights(mountPath: string, roleName: string): readonly PolicyStanza[] {
  return [
    {
      path: `${mountPath}/issue/${roleName}`,
      capabilities: ["create", "update"],
      deniedParameters: { not_after: [] },
    },
  ];
}
