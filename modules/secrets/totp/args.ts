import type { SecretsMountArgs } from "../mount";

export interface TotpKeyArgs {
  readonly name: string;
  /** Who the code is for: the name of the service that asks for it. */
  readonly issuer: string;
  readonly accountName: string;
  /** Life of a code, in seconds. 30 by default. */
  readonly period?: number;
}

export interface TotpArgs extends SecretsMountArgs {
  /** Keys of which nobody has a copy: Vault makes them, shows them to nobody, and both tells and checks their codes. */
  readonly keys?: readonly TotpKeyArgs[];
}
