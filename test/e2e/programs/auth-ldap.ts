import { LdapAuth, ldapAuthRights } from "../../../modules/auth/ldap";
import type { LdapAuthArgs } from "../../../modules/auth/ldap-args";
import type { ModuleProgram } from "../project/module-project";

/** Groups by name, each with the policy that is called as it is. */
export type LdapParameters = Omit<LdapAuthArgs, "groups"> & { readonly groups: readonly ("operators" | "auditors")[] };

const program: ModuleProgram<LdapParameters> = {
  rights: ({ path }) => ldapAuthRights(path),
  policies: [
    { name: "operators", text: 'path "sys/mounts" {\n  capabilities = ["read"]\n}\n' },
    { name: "auditors", text: 'path "sys/audit" {\n  capabilities = ["read", "sudo"]\n}\n' },
  ],
  declare: ({ options, policies }, { groups, ...args }) => {
    const declared = groups.map((name) => ({ name, policies: [policies.name(name)] }));
    new LdapAuth(args.path, { ...args, groups: declared }, options);
  },
};

export default program;
