import { TokenRole, tokenRoleRights, type TokenRoleArgs } from "../../../modules/auth/token-role";
import type { ModuleProgram } from "../project/module-project";

export type TokenRoleParameters = Omit<TokenRoleArgs, "allowedPolicies" | "name">;

const program: ModuleProgram<TokenRoleParameters> = {
  rights: () => tokenRoleRights("jobs"),
  policies: [
    { name: "job", text: 'path "sys/mounts" {\n  capabilities = ["read"]\n}\n' },
    { name: "scheduler", text: 'path "auth/token/create/jobs" {\n  capabilities = ["create", "update"]\n}\n' },
  ],
  declare: ({ options, policies }, parameters) => {
    new TokenRole("jobs", { name: "jobs", allowedPolicies: [policies.name("job")], ...parameters }, options);
  },
};

export default program;
