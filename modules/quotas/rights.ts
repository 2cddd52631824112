import type { PolicyStanza } from "../policies/document";

/** What the deployer needs for rate-limit quotas. */
export function rateLimitQuotaRights(): readonly PolicyStanza[] {
  return [{ comment: "Rate limits", path: "sys/quotas/rate-limit/+", capabilities: ["read", "update", "delete"] }];
}
