import type * as pulumi from "@pulumi/pulumi";
import type * as vault from "@pulumi/vault";

export interface AppRoleArgs {
  readonly roleName: string;
  /** The AppRole mount that the role belongs to. */
  readonly mount: vault.AuthBackend;
  /** Path of that mount: known at preview, when the mount's own outputs are not. */
  readonly mountPath: string;
  /** Names of declared policies, from `Policies.name`. */
  readonly tokenPolicies: readonly pulumi.Input<string>[];
  /** Networks, in CIDR notation, that secret-ids and tokens may be used from. None, or every address, is refused. */
  readonly boundCidrs: readonly string[];
  /** Life of a token before it must be renewed, in seconds. One hour by default. */
  readonly tokenTtl?: number;
  /** Life of a token in all, in seconds. Four hours by default. */
  readonly tokenMaxTtl?: number;
  /**
   * Life of a secret-id, in seconds. Twelve hours by default, as long as tokens of the mount may live: a longer one Vault shortens to
   * that without a word. It looks once a minute, so a secret-id may log in a minute longer.
   */
  readonly secretIdTtl?: number;
  /**
   * How often a secret-id may log in. 24 times by default: half a day of restarts, not a year of misuse. Vault counts a login from a wrong
   * network too. With 1 no rotation can see that it was used.
   */
  readonly secretIdNumUses?: number;
}

/** Seconds, and uses. */
export const defaultLimits = {
  tokenTtl: 3600,
  tokenMaxTtl: 4 * 3600,
  secretIdTtl: 12 * 3600,
  secretIdNumUses: 24,
} as const;
