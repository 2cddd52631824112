import { CertificateAuth } from "../../modules/auth/certificate";
import type { Given } from "../given";
import { withReferences } from "../with-policy-names";
import type { MachinesDeclaration } from "./declare";

export function realiseMachines({ auth, roles }: MachinesDeclaration, { policies, options }: Given): void {
  new CertificateAuth(auth.path, { ...auth, roles: roles.map((role) => withReferences(role, policies)) }, options);
}
