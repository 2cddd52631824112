import type { AuthMountArgs } from "../../modules/auth/mount";
import type { ApplicationValues } from "./values";

/** Applications that no platform vouches for: they log in with AppRole. */
export interface ApplicationsDeclaration {
  readonly auth: AuthMountArgs;
  readonly roles: readonly AppRoleDeclaration[];
}

export interface AppRoleDeclaration {
  readonly roleName: string;
  readonly policies: readonly string[];
  readonly boundCidrs: readonly string[];
}

export function declareApplications(values: ApplicationValues): ApplicationsDeclaration {
  return {
    auth: { path: "approle", description: "Applications that have no identity of their platform" },
    roles: [
      {
        roleName: "reference-api",
        policies: ["reference-api"],
        boundCidrs: values["reference-api"].networks,
      },
    ],
  };
}
