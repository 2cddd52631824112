import type * as pulumi from "@pulumi/pulumi";
import type * as vault from "@pulumi/vault";
import type { AuthMethodMount } from "./mount";

/** How the codes of an authenticator app are made (RFC 6238). The defaults are what every app can do. */
export interface TotpArgs {
  /** Whose code it is, as the app shows it: `Vault staging`. */
  readonly issuer: string;
  /**
   * SHA1 by default: several apps take no notice of another one and show codes that are wrong (Key Uri Format, "Algorithm"). As an
   * HMAC, SHA-1 is unbroken.
   */
  readonly algorithm?: "SHA1" | "SHA256" | "SHA512";
  /** 6 by default. */
  readonly digits?: 6 | 8;
  /** How long one code is good for, in seconds. 30 by default. */
  readonly period?: number;
  /** How many codes before and after the present one are good, for clocks that differ. 1 by default. */
  readonly skew?: 0 | 1;
  /** Size of a secret in bytes. 20 by default, as RFC 4226 recommends. */
  readonly keySize?: number;
  /** Edge of the picture that an app reads a secret from, in pixels; 0 makes none. 200 by default. */
  readonly qrSize?: number;
  /** Wrong codes in a row, within one period, after which no more are tried. 5 by default. */
  readonly maxValidationAttempts?: number;
}

/**
 * Who is asked for a code: whoever any of these is true of. Vault knows no exceptions, so that an emergency access or a deployer is
 * excepted by logging in another way.
 */
export interface EnforcedOn {
  /** Everyone who logs in through an auth method of one of these types. Known at the first preview. */
  readonly methods?: readonly MethodType[];
  /** Everyone who logs in through these mounts: where only one of several of a type is meant. */
  readonly mounts?: readonly AuthMethodMount[];
  /** The members of these groups, however they log in. */
  readonly groups?: readonly vault.identity.Group[];
  /** These entities, however they log in. */
  readonly entities?: readonly vault.identity.Entity[];
}

export interface MethodType {
  /** Vault's name for the type: `oidc`, `ldap`, `userpass`. */
  readonly type: string;
  /** A mount of the type: Vault refuses a type of which there is none. */
  readonly mount: pulumi.Resource;
}

export interface LoginMfaArgs extends TotpArgs {
  /** What whoever is asked for a code is shown. Vault's name for it also says whom it is enforced on. */
  readonly enforcement: string;
  readonly enforcedOn: EnforcedOn;
}
