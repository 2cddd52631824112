import type { PolicyStanza } from "../policies/document";

/** What the deployer needs for groups, entities and their aliases. Whoever has it can give any policy but root to anybody. */
export function identityRights(): readonly PolicyStanza[] {
  return [
    { comment: "Groups, entities and their aliases", path: "identity/group", capabilities: ["update"] },
    { path: "identity/group/id/+", capabilities: ["read", "update", "delete"] },
    { path: "identity/group-alias", capabilities: ["update"] },
    { path: "identity/group-alias/id/+", capabilities: ["read", "update", "delete"] },
    { path: "identity/entity", capabilities: ["update"] },
    { path: "identity/entity/id/+", capabilities: ["read", "update", "delete"] },
    { path: "identity/entity-alias", capabilities: ["update"] },
    { path: "identity/entity-alias/id/+", capabilities: ["read", "update", "delete"] },
    { path: "identity/lookup/entity", capabilities: ["update"] },
  ];
}

/** How long a new secret may wait for the person whom it is for, in seconds. */
export const longestEnrolment = 24 * 3600;

/**
 * What the deployer needs for login MFA, and to enrol people: a new secret is answered wrapped only, so that the deployer makes
 * secrets and sees none.
 */
export function loginMfaRights(): readonly PolicyStanza[] {
  return [
    { comment: "Login MFA", path: "identity/mfa/method/totp", capabilities: ["update"] },
    { path: "identity/mfa/method/totp/+", capabilities: ["read", "update", "delete"] },
    { path: "identity/mfa/login-enforcement", capabilities: ["list"] },
    { path: "identity/mfa/login-enforcement/+", capabilities: ["read", "update", "delete"] },
    {
      comment: "Enrolment, its answer wrapped",
      path: "identity/mfa/method/totp/admin-generate",
      capabilities: ["update"],
      minWrappingTtl: 1,
      maxWrappingTtl: longestEnrolment,
    },
    { path: "identity/mfa/method/totp/admin-destroy", capabilities: ["update"] },
    { path: "identity/lookup/entity", capabilities: ["update"] },
  ];
}
