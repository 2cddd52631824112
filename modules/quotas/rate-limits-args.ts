import type * as pulumi from "@pulumi/pulumi";

/** What a quota counts: nothing given, all requests but those that Vault exempts, such as `sys/health`. */
export interface QuotaScope {
  /** Path of a mount, as requests name it: `secret`, `auth/userpass`. */
  readonly mountPath?: string;
  /** That mount, which must be there first. Not needed for one of Vault's own, such as `sys`. */
  readonly mount?: pulumi.Resource;
  /** Below the mount, where only a part of it is meant: `login/*`. A final `*` stands for any ending. */
  readonly path?: string;
  /** Of an auth method with roles, where only logins with one of them are meant. Not together with `path`. */
  readonly role?: string;
}

export interface RateLimitQuotaArgs extends QuotaScope {
  readonly name: string;
  /** Requests that one client address may make in each interval. */
  readonly rate: number;
  /** In seconds. 1 by default. */
  readonly interval?: number;
  /** How long an address that made too many is refused altogether, in seconds. 0 by default: until the next interval. */
  readonly blockInterval?: number;
}

export interface RateLimitQuotasArgs {
  readonly quotas: readonly RateLimitQuotaArgs[];
}
