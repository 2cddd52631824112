import type { JwtAuthArgs, JwtRoleArgs } from "../../modules/auth/jwt-args";
import type { AuthMountArgs } from "../../modules/auth/mount";
import type { UserArgs } from "../../modules/auth/userpass";
import type { VaultProviderArgs } from "../../modules/provider/provider";
import type { EnvironmentValues } from "../schema";
import type { WithPolicyNames } from "../with-policy-names";
import type { LoginValues } from "./values";

/** The login of the one identity that may change this Vault. */
export type DeployerDeclaration =
  | { readonly method: "userpass"; readonly auth: AuthMountArgs; readonly user: WithPolicyNames<UserArgs> }
  | {
      readonly method: "jwt";
      readonly auth: Omit<JwtAuthArgs, "roles">;
      readonly role: WithPolicyNames<JwtRoleArgs>;
    };

/** The name of the deployer's policy. */
export const deployerPolicy = "strongroom-deploy";

export function declareDeployer(login: LoginValues): DeployerDeclaration {
  const description = "The deployer, who applies this repository";
  if (login.method === "userpass") {
    const user = { username: login.username, policies: [deployerPolicy] };
    return { method: "userpass", auth: { path: login.mount, description }, user };
  }
  return {
    method: "jwt",
    auth: { path: login.mount, description, discoveryUrl: login.issuer, boundIssuer: login.issuer },
    role: {
      name: login.role,
      boundAudiences: login.audiences,
      boundClaims: login.claims,
      policies: [deployerPolicy],
    },
  };
}

/** How Pulumi reaches the environment's Vault: as the deployer. */
export function declareProvider({ address, caCertificate, login }: EnvironmentValues): VaultProviderArgs {
  return {
    address,
    ...(caCertificate === undefined ? {} : { caCertificate }),
    login:
      login.method === "userpass"
        ? { method: "userpass", mount: login.mount, username: login.username }
        : { method: "jwt", mount: login.mount, role: login.role },
  };
}
