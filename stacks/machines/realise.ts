import { CertificateAuth } from "../../modules/auth/certificate";
import type { Given } from "../given";
import type { MachinesDeclaration } from "./declare";

export function realiseMachines({ auth, roles }: MachinesDeclaration, { policies: declared, options }: Given): void {
  new CertificateAuth(
    auth.path,
    {
      ...auth,
      roles: roles.map(({ policies, ...role }) => ({
        ...role,
        tokenPolicies: policies.map((policy) => declared.name(policy)),
      })),
    },
    options,
  );
}
