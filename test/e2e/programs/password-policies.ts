import { PasswordPolicies } from "../../../modules/password-policies/password-policies";
import type { PasswordPoliciesArgs } from "../../../modules/password-policies/password-policies-args";
import { passwordPolicyRights } from "../../../modules/password-policies/rights";
import type { ModuleProgram } from "../project/module-project";

const program: ModuleProgram<PasswordPoliciesArgs> = {
  rights: passwordPolicyRights,
  policies: [{ name: "engine", text: 'path "sys/policies/password/+/generate" {\n  capabilities = ["read"]\n}\n' }],
  declare: ({ options }, parameters) => {
    new PasswordPolicies("password-policies", parameters, options);
  },
};

export default program;
