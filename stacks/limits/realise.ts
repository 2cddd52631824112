import { AuditedRequestHeaders } from "../../modules/headers/audited-headers";
import { PasswordPolicies } from "../../modules/password-policies/password-policies";
import { RateLimitQuotas } from "../../modules/quotas/rate-limits";
import type { Given } from "../given";
import type { LimitsDeclaration } from "./declare";

/** @returns the password policies, for engines that make passwords by them */
export function realiseLimits(
  { quotas, passwordPolicies, auditedHeaders }: LimitsDeclaration,
  { options }: Given,
): PasswordPolicies {
  new RateLimitQuotas("quotas", { quotas }, options);
  new AuditedRequestHeaders("audited-headers", auditedHeaders, options);
  return new PasswordPolicies("password-policies", passwordPolicies, options);
}
