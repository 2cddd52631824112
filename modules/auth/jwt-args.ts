import type { BoundClaims } from "./claims";
import type { DiscoveryArgs } from "./discovery";
import type { AuthMountArgs } from "./mount";
import type { TokenArgs } from "./token";

/** Which jobs may log in. Tokens live for 15 minutes, and an hour in all, by default. */
export interface JwtRoleArgs extends TokenArgs {
  readonly name: string;
  /** The `aud` claims accepted; none is refused. */
  readonly boundAudiences: readonly string[];
  /** Claims that must have this value, or one of these; none is refused, because every token of the issuer would do. */
  readonly boundClaims: BoundClaims;
  /** The claim that names the entity in Vault. `sub` by default. */
  readonly userClaim?: string;
  /** The claim that lists groups, which external groups of Vault then have policies for. None by default. */
  readonly groupsClaim?: string;
}

/** An issuer's keys are in its discovery document, or given: exactly one of `discoveryUrl` and `validationPublicKeys` is accepted. */
export interface JwtAuthArgs extends AuthMountArgs, DiscoveryArgs {
  /** The `iss` claim accepted. */
  readonly boundIssuer: string;
  /** PEM public keys, one in each text, for an issuer without a discovery document. Anything else is refused: it would stand in state. */
  readonly validationPublicKeys?: readonly string[];
  readonly roles: readonly JwtRoleArgs[];
}
