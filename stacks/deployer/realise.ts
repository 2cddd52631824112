import { JwtAuth } from "../../modules/auth/jwt";
import { UserpassAuth } from "../../modules/auth/userpass";
import type { Given } from "../given";
import { withReferences } from "../with-policy-names";
import type { DeployerDeclaration } from "./declare";

export function realiseDeployer(deployer: DeployerDeclaration, { policies, options }: Given): void {
  const { path } = deployer.auth;
  if (deployer.method === "userpass") {
    new UserpassAuth(path, { ...deployer.auth, users: [withReferences(deployer.user, policies)] }, options);
  } else {
    new JwtAuth(path, { ...deployer.auth, roles: [withReferences(deployer.role, policies)] }, options);
  }
}
