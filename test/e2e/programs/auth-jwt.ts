import { JwtAuth, jwtAuthRights } from "../../../modules/auth/jwt";
import type { JwtAuthArgs, JwtRoleArgs } from "../../../modules/auth/jwt-args";
import type { ModuleProgram } from "../project/module-project";

export type JwtParameters = Omit<JwtAuthArgs, "roles"> & {
  readonly roles: readonly Omit<JwtRoleArgs, "tokenPolicies">[];
};

const program: ModuleProgram<JwtParameters> = {
  rights: ({ path }) => [
    ...jwtAuthRights(path),
    // For the test's own group, whose alias is a value of the groups claim.
    { path: "identity/group", capabilities: ["create", "update"] },
    { path: "identity/group-alias", capabilities: ["create", "update"] },
  ],
  policies: [
    { name: "jobs", text: 'path "auth/token/lookup-self" {\n  capabilities = ["read"]\n}\n' },
    { name: "releasers", text: 'path "sys/mounts" {\n  capabilities = ["read"]\n}\n' },
  ],
  declare: ({ options, policies }, { roles, ...args }) => {
    const tokenPolicies = [policies.name("jobs")];
    new JwtAuth(args.path, { ...args, roles: roles.map((role) => ({ ...role, tokenPolicies })) }, options);
  },
};

export default program;
