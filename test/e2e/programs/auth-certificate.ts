import { CertificateAuth, certificateAuthRights } from "../../../modules/auth/certificate";
import type { CertificateAuthArgs, CertificateRoleArgs } from "../../../modules/auth/certificate-args";
import type { ModuleProgram } from "../project/module-project";

export type CertificateParameters = Omit<CertificateAuthArgs, "roles"> & {
  readonly roles: readonly Omit<CertificateRoleArgs, "tokenPolicies">[];
};

const program: ModuleProgram<CertificateParameters> = {
  rights: ({ path }) => certificateAuthRights(path),
  policies: [{ name: "machines", text: 'path "auth/token/lookup-self" {\n  capabilities = ["read"]\n}\n' }],
  declare: ({ options, policies }, { roles, ...args }) => {
    const tokenPolicies = [policies.name("machines")];
    new CertificateAuth(args.path, { ...args, roles: roles.map((role) => ({ ...role, tokenPolicies })) }, options);
  },
};

export default program;
