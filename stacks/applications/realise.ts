import { AppRole } from "../../modules/approles/role";
import { AppRoleAuth } from "../../modules/auth/approle";
import type { Given } from "../given";
import type { ApplicationsDeclaration } from "./declare";

export function realiseApplications({ auth, roles }: ApplicationsDeclaration, { policies, options }: Given): void {
  const { mount } = new AppRoleAuth(auth.path, auth, options);
  for (const { policies: names, ...role } of roles) {
    new AppRole(
      role.roleName,
      { ...role, mount, mountPath: auth.path, tokenPolicies: names.map((name) => policies.name(name)) },
      options,
    );
  }
}
