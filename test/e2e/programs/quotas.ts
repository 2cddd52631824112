import { AppRole } from "../../../modules/approles/role";
import { AppRoleAuth } from "../../../modules/auth/approle";
import { RateLimitQuotas } from "../../../modules/quotas/rate-limits";
import type { RateLimitQuotaArgs } from "../../../modules/quotas/rate-limits-args";
import { rateLimitQuotaRights } from "../../../modules/quotas/rights";
import { KvVersion2 } from "../../../modules/secrets/kv";
import type { ModuleProgram } from "../project/module-project";

export interface QuotasParameters {
  /** On `team`, `auth/machines` or all of Vault. */
  readonly quotas: readonly Omit<RateLimitQuotaArgs, "mount">[];
}

const program: ModuleProgram<QuotasParameters> = {
  rights: () => [
    { path: "team/config", capabilities: ["create", "read", "update"] },
    { path: "auth/machines/*", capabilities: ["create", "read", "update", "delete", "list"] },
    ...rateLimitQuotaRights(),
  ],
  policies: [{ name: "team", text: 'path "team/data/*" {\n  capabilities = ["create", "read", "update"]\n}\n' }],
  declare: ({ options, policies }, { quotas }) => {
    const team = new KvVersion2("team", { path: "team" }, options);
    const machines = new AppRoleAuth("machines", { path: "machines" }, options);
    for (const roleName of ["batch", "web"]) {
      new AppRole(
        roleName,
        {
          roleName,
          mount: machines.mount,
          mountPath: "machines",
          tokenPolicies: [policies.name("team")],
          boundCidrs: ["127.0.0.1/32"],
        },
        options,
      );
    }
    new RateLimitQuotas(
      "quotas",
      {
        quotas: quotas.map((quota) => ({
          ...quota,
          ...(quota.mountPath === "team" ? { mount: team.mount } : {}),
          ...(quota.mountPath === "auth/machines" ? { mount: machines.mount } : {}),
        })),
      },
      options,
    );
  },
};

export default program;
