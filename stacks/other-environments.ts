import { joinedClaims } from "../modules/auth/claims";
import { OtherEnvironment, type OtherJwtRole } from "../modules/auth/other-environment";
import { declare, type Declaration } from "./core";
import type { Environment } from "./environment";

/** Puts before the rules what other environments let in, so that they see a job that could log in to this one as well. */
export function showOtherEnvironments(others: readonly Environment[]): void {
  for (const { name, values } of others) new OtherEnvironment(name, { jwtRoles: jwtRolesOf(declare(values)) });
}

function jwtRolesOf({ deployer, pipelines }: Declaration): OtherJwtRole[] {
  const logins = [...(deployer.method === "jwt" ? [{ auth: deployer.auth, roles: [deployer.role] }] : []), pipelines];
  return logins.flatMap(({ auth, roles }) =>
    roles.map(({ name, boundClaims }) => ({ name, issuer: auth.boundIssuer, boundClaims: joinedClaims(boundClaims) })),
  );
}
