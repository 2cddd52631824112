import type { PolicyStanza } from "../policies/document";

/** What the deployer needs for audited request headers: Vault protects these paths, hence sudo. */
export function auditedHeaderRights(): readonly PolicyStanza[] {
  return [
    {
      comment: "Request headers in the audit log",
      path: "sys/config/auditing/request-headers/+",
      capabilities: ["read", "update", "delete", "sudo"],
    },
  ];
}

/** What the deployer needs for the user interface's headers: Vault protects these paths, hence sudo. */
export function uiHeaderRights(): readonly PolicyStanza[] {
  return [
    {
      comment: "Headers of the user interface",
      path: "sys/config/ui/headers/+",
      capabilities: ["read", "update", "delete", "sudo"],
    },
  ];
}
