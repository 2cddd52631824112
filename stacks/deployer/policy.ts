import { policyDocument, type PolicyStanza } from "../../modules/policies/document";

const all = ["create", "read", "update", "delete", "list"] as const;

/** What the deployer needs in every environment. */
const everywhere: readonly PolicyStanza[] = [
  {
    comment: "Audit devices: Vault protects these paths, hence sudo",
    path: "sys/audit",
    capabilities: ["read", "sudo"],
  },
  { path: "sys/audit/*", capabilities: ["create", "read", "update", "delete", "sudo"] },
  { comment: "Policies", path: "sys/policies/acl", capabilities: ["list"] },
  { path: "sys/policies/acl/*", capabilities: all },
  { comment: "Auth methods", path: "sys/auth", capabilities: ["read"] },
  { path: "sys/auth/*", capabilities: ["create", "read", "update", "delete", "sudo"] },
  { path: "sys/mounts/auth/*", capabilities: ["read", "update"] },
  { comment: "Secrets engines and their settings, not the secrets", path: "sys/mounts", capabilities: ["read"] },
  { path: "sys/mounts/*", capabilities: ["create", "read", "update", "delete"] },
];

/**
 * The text of the deployer's policy. The deployer may change how this Vault is configured and may not read what is kept in it.
 * Whoever writes policies can still give itself anything, so it is as strong as root: this list keeps accidents small, not the deployer.
 *
 * @param rights what the modules need for what is declared
 */
export function deployerPolicyText(rights: readonly PolicyStanza[]): string {
  return policyDocument([...everywhere, ...rights]);
}
