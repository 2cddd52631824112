import { AppRole } from "../../../modules/approles/role";
import { AppRoleAuth } from "../../../modules/auth/approle";
import type { ModuleProgram } from "../project/module-project";

export interface AppRoleParameters {
  /** Networks of the role `here`. */
  readonly networks: readonly string[];
  /** Longest life of its tokens, in seconds. */
  readonly tokenMaxTtl: number;
}

const program: ModuleProgram<AppRoleParameters> = {
  rights: () => [{ path: "auth/services/*", capabilities: ["create", "read", "update", "delete", "list"] }],
  policies: [{ name: "service", text: 'path "secret/data/service" {\n  capabilities = ["read"]\n}\n' }],
  declare: ({ options, policies }, { networks, tokenMaxTtl }) => {
    const { mount } = new AppRoleAuth("services", { path: "services" }, options);
    const role = (roleName: string, settings: { boundCidrs: readonly string[]; [limit: string]: unknown }) =>
      new AppRole(
        roleName,
        { mount, mountPath: "services", tokenPolicies: [policies.name("service")], roleName, ...settings },
        options,
      );
    role("here", { boundCidrs: networks, tokenMaxTtl });
    role("elsewhere", { boundCidrs: ["10.0.0.0/8", "2001:db8::/32"] });
    role("counted", { boundCidrs: ["127.0.0.0/8"], secretIdNumUses: 3 });
    role("brief", { boundCidrs: ["127.0.0.0/8"], secretIdTtl: 4, tokenTtl: 2, tokenMaxTtl: 3 });
  },
};

export default program;
