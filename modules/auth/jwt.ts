import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { mountTuning, type AuthMountArgs } from "./mount";

export interface JwtRoleArgs {
  readonly name: string;
  /** The `aud` claims accepted; at least one. */
  readonly boundAudiences: readonly string[];
  /** Claims that must equal these values. At least one: without any, every token of the issuer would do. */
  readonly boundClaims: Readonly<Record<string, string>>;
  /** The claim that names the entity in Vault. `sub` by default. */
  readonly userClaim?: string;
  /** Names of declared policies, from `Policies.name`. */
  readonly tokenPolicies: readonly pulumi.Input<string>[];
  /** Life of a token before it must be renewed, in seconds. 15 minutes by default. */
  readonly tokenTtl?: number;
  /** Life of a token in all, in seconds. One hour by default. */
  readonly tokenMaxTtl?: number;
}

export interface JwtAuthArgs extends AuthMountArgs {
  /** Issuer whose discovery document gives the keys, or undefined where `validationPublicKeys` are given. */
  readonly discoveryUrl?: string;
  /** The `iss` claim accepted. */
  readonly boundIssuer: string;
  /** PEM public keys, for an issuer without a discovery document. */
  readonly validationPublicKeys?: readonly string[];
  readonly roles: readonly JwtRoleArgs[];
}

/**
 * The JWT method: how a CI job proves which repository, workflow and environment it runs for.
 *
 * Claims are compared exactly and bound per environment, so that a job of one environment cannot log in to another
 * ("What I learned after a year of setting up and running HashiCorp Vault in production", Production-grading Vault).
 */
export class JwtAuth extends pulumi.ComponentResource {
  readonly mount: vault.jwt.AuthBackend;

  constructor(name: string, args: JwtAuthArgs, options?: pulumi.ComponentResourceOptions) {
    super("strongroom:auth:JwtAuth", name, {}, options);
    this.mount = new vault.jwt.AuthBackend(
      args.path,
      {
        type: "jwt",
        path: args.path,
        ...(args.description === undefined ? {} : { description: args.description }),
        ...(args.discoveryUrl === undefined ? {} : { oidcDiscoveryUrl: args.discoveryUrl }),
        ...(args.validationPublicKeys === undefined
          ? {}
          : { jwtValidationPubkeys: args.validationPublicKeys.map(withoutBlanks) }),
        boundIssuer: args.boundIssuer,
        tune: mountTuning(args),
      },
      { parent: this, protect: true },
    );
    for (const role of args.roles) this.#declareRole(args.path, role);
    this.registerOutputs({});
  }

  #declareRole(mountPath: string, role: JwtRoleArgs): void {
    new vault.jwt.AuthBackendRole(
      `${mountPath}/${role.name}`,
      {
        backend: mountPath,
        roleName: role.name,
        roleType: "jwt",
        userClaim: role.userClaim ?? "sub",
        boundAudiences: [...role.boundAudiences].sort(),
        boundClaims: { ...role.boundClaims },
        boundClaimsType: "string",
        tokenPolicies: pulumi.all([...role.tokenPolicies]).apply((names) => names.sort()),
        tokenTtl: role.tokenTtl ?? 15 * 60,
        tokenMaxTtl: role.tokenMaxTtl ?? 3600,
      },
      { parent: this, dependsOn: this.mount, deletedWith: this.mount },
    );
  }
}

/** Vault keeps a key without the newline at its end, and would be found to differ from one declared with it. */
function withoutBlanks(publicKey: string): string {
  return publicKey.trim();
}
