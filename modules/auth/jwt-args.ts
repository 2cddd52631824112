import type * as pulumi from "@pulumi/pulumi";
import type { AuthMountArgs } from "./mount";

export interface JwtRoleArgs {
  readonly name: string;
  /** The `aud` claims accepted; none is refused. */
  readonly boundAudiences: readonly string[];
  /** Claims that must equal these values; none is refused, because every token of the issuer would do. */
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
  /** Issuer whose discovery document gives the keys. Exactly one of this and `validationPublicKeys` is accepted. */
  readonly discoveryUrl?: string;
  /** The `iss` claim accepted. */
  readonly boundIssuer: string;
  /** PEM public keys, for an issuer without a discovery document. */
  readonly validationPublicKeys?: readonly string[];
  readonly roles: readonly JwtRoleArgs[];
}
