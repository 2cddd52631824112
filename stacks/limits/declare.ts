import type { AuditedRequestHeadersArgs } from "../../modules/headers/audited-headers-args";
import type { PasswordPoliciesArgs } from "../../modules/password-policies/password-policies-args";
import type { RateLimitQuotaArgs } from "../../modules/quotas/rate-limits-args";
import type { LimitValues } from "./values";

/** What holds for whoever uses this Vault: how much, how passwords look, what is written down of a request. */
export interface LimitsDeclaration {
  readonly quotas: readonly RateLimitQuotaArgs[];
  readonly passwordPolicies: PasswordPoliciesArgs;
  readonly auditedHeaders: AuditedRequestHeadersArgs;
}

/** Of the passwords that Vault makes for databases. */
export const databasePasswords = "database";

const letters = "abcdefghijklmnopqrstuvwxyz";

export function declareLimits({ requestsPerSecond }: LimitValues): LimitsDeclaration {
  return {
    quotas: [{ name: "every-client", rate: requestsPerSecond }],
    passwordPolicies: {
      policies: [
        {
          name: databasePasswords,
          length: 32,
          charsets: [
            { characters: letters, atLeast: 1 },
            { characters: letters.toUpperCase(), atLeast: 1 },
            { characters: "0123456789", atLeast: 1 },
          ],
        },
      ],
    },
    // What a proxy or a service mesh calls a request: it leads from a line of the audit log to the application's own.
    auditedHeaders: { headers: [{ name: "X-Request-Id", hmac: false }] },
  };
}
