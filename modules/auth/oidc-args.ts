import type { BoundClaims } from "./claims";
import type { DiscoveryArgs } from "./discovery";
import type { AuthMountArgs } from "./mount";
import type { TokenArgs } from "./token";

/** Which people may log in, and with what. Tokens live for an hour, and eight in all, by default: one working day. */
export interface OidcRoleArgs extends TokenArgs {
  readonly name: string;
  /** Where the provider may send a browser back to: `https://`, or `http://` of a loopback address for the command line. */
  readonly allowedRedirectUris: readonly string[];
  /** The claim that names the entity in Vault. `sub` by default: unlike an e-mail address, nobody else gets it later. */
  readonly userClaim?: string;
  /** The claim that lists a person's groups, which external groups of Vault then have policies for. None by default. */
  readonly groupsClaim?: string;
  /** Scopes to ask the provider for beside `openid`, so that it sends those claims. None by default. */
  readonly scopes?: readonly string[];
  /** Claims that must have one of these values. None by default: the provider decides who may use the client, groups what they may do. */
  readonly boundClaims?: BoundClaims;
  /** How long ago a person may have logged in to the provider, in seconds. The provider decides by default. */
  readonly maxAge?: number;
}

export interface OidcAuthArgs extends AuthMountArgs, DiscoveryArgs {
  readonly discoveryUrl: string;
  /** What the provider calls this Vault. Its secret is not declared: `strongroom auth secret PATH` gives it to Vault. */
  readonly clientId: string;
  /** How the provider signs. `RS256` by default. */
  readonly supportedAlgorithms?: readonly string[];
  /** The role of a login that names none. None by default. */
  readonly defaultRole?: string;
  readonly roles: readonly OidcRoleArgs[];
}
