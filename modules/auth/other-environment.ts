import * as pulumi from "@pulumi/pulumi";

export interface OtherJwtRole {
  readonly name: string;
  /** The `iss` claim that the role's method asks for. */
  readonly issuer: string;
  readonly boundClaims: Readonly<Record<string, string>>;
}

/**
 * What another environment's JWT roles let in. It makes nothing in any Vault: it puts the other environment's declaration beside
 * this one's, so that the rule `jwt-role-bound` can see a job that could log in to both, in every preview and without a network.
 */
export class OtherEnvironment extends pulumi.ComponentResource {
  /** @param name the environment's */
  constructor(
    name: string,
    args: { readonly jwtRoles: readonly OtherJwtRole[] },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("strongroom:auth:OtherEnvironment", name, { jwtRoles: args.jwtRoles }, options);
    // Rules over a whole stack see outputs.
    this.registerOutputs({ jwtRoles: args.jwtRoles });
  }
}
