import type { PolicyStanza } from "../policies/document";

/** What the deployer needs for password policies; not the right to make a password from one. */
export function passwordPolicyRights(): readonly PolicyStanza[] {
  return [
    { comment: "Password policies", path: "sys/policies/password/+", capabilities: ["read", "update", "delete"] },
  ];
}
