import * as pulumi from "@pulumi/pulumi";

/** What the token of a login may do, and for how long. */
export interface TokenArgs {
  /** Names of declared policies, from `Policies.name`. */
  readonly tokenPolicies: readonly pulumi.Input<string>[];
  /** Life of a token before it must be renewed, in seconds. */
  readonly tokenTtl?: number;
  /** Life of a token in all, in seconds. */
  readonly tokenMaxTtl?: number;
}

/** The token's part of a role, with lives for where none are given, in seconds. */
export function tokenOf(args: TokenArgs, lives: { readonly ttl: number; readonly maxTtl: number }) {
  return {
    tokenPolicies: pulumi.all([...args.tokenPolicies]).apply((names) => names.sort()),
    tokenTtl: args.tokenTtl ?? lives.ttl,
    tokenMaxTtl: args.tokenMaxTtl ?? lives.maxTtl,
  };
}
