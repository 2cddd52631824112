import { OidcAuth, oidcAuthRights } from "../../../modules/auth/oidc";
import type { OidcAuthArgs, OidcRoleArgs } from "../../../modules/auth/oidc-args";
import type { ModuleProgram } from "../project/module-project";

/** Nothing is declared until the provider is there. */
export interface OidcParameters {
  readonly method?: Omit<OidcAuthArgs, "roles" | "path"> & {
    readonly roles: readonly Omit<OidcRoleArgs, "tokenPolicies">[];
  };
}

const program: ModuleProgram<OidcParameters> = {
  rights: () => [
    ...oidcAuthRights("people"),
    // For the test's own OpenID provider, which is this Vault's, and its groups.
    { path: "identity/*", capabilities: ["create", "read", "update", "delete"] },
  ],
  policies: [
    { name: "people", text: 'path "auth/token/lookup-self" {\n  capabilities = ["read"]\n}\n' },
    { name: "operators", text: 'path "sys/mounts" {\n  capabilities = ["read"]\n}\n' },
  ],
  declare: ({ options, policies }, { method }) => {
    if (method === undefined) return;
    const tokenPolicies = [policies.name("people")];
    const roles = method.roles.map((role) => ({ ...role, tokenPolicies }));
    new OidcAuth("people", { ...method, path: "people", roles }, options);
  },
};

export default program;
