import { AppRole } from "../../modules/approles/role";
import { AppRoleAuth } from "../../modules/auth/approle";
import type { Given } from "../given";
import { withReferences } from "../with-policy-names";
import type { ApplicationsDeclaration } from "./declare";

export function realiseApplications({ auth, roles }: ApplicationsDeclaration, { policies, options }: Given): void {
  const { mount } = new AppRoleAuth(auth.path, auth, options);
  for (const role of roles) {
    new AppRole(role.roleName, { ...withReferences(role, policies), mount, mountPath: auth.path }, options);
  }
}
