import { JwtAuth } from "../../modules/auth/jwt";
import { UserpassAuth } from "../../modules/auth/userpass";
import type { Given } from "../given";
import type { DeployerDeclaration } from "./declare";

export function realiseDeployer(deployer: DeployerDeclaration, { policies: declared, options }: Given): void {
  const { path } = deployer.auth;
  const references = (names: readonly string[]) => names.map((name) => declared.name(name));
  if (deployer.method === "userpass") {
    const { policies, ...user } = deployer.user;
    new UserpassAuth(path, { ...deployer.auth, users: [{ ...user, tokenPolicies: references(policies) }] }, options);
  } else {
    const { policies, ...role } = deployer.role;
    new JwtAuth(path, { ...deployer.auth, roles: [{ ...role, tokenPolicies: references(policies) }] }, options);
  }
}
