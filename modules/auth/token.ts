import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../problem/problem";

/** What the token of a login may do, and for how long. */
export interface TokenArgs {
  /** Names of declared policies, from `Policies.name`. */
  readonly tokenPolicies: readonly pulumi.Input<string>[];
  /** Life of a token before it must be renewed, in seconds. */
  readonly tokenTtl?: number;
  /** Life of a token in all, in seconds. */
  readonly tokenMaxTtl?: number;
}

/** Lives where none are given, in seconds. */
export interface TokenLives {
  readonly ttl: number;
  readonly maxTtl: number;
}

/** The token's part of a role. */
export function tokenOf(args: TokenArgs, lives: TokenLives) {
  return {
    tokenPolicies: pulumi.all([...args.tokenPolicies]).apply((names) => names.sort()),
    tokenTtl: args.tokenTtl ?? lives.ttl,
    tokenMaxTtl: args.tokenMaxTtl ?? lives.maxTtl,
  };
}

/** What is wrong with how long tokens live: Vault takes zero for no limit, and refuses a life above the longest. */
export function lifeProblems(
  subject: string,
  { tokenTtl, tokenMaxTtl }: Pick<TokenArgs, "tokenTtl" | "tokenMaxTtl">,
  lives: TokenLives,
): Problem[] {
  const { ttl, maxTtl } = { ttl: tokenTtl ?? lives.ttl, maxTtl: tokenMaxTtl ?? lives.maxTtl };
  const positive = (path: string, seconds: number): Problem[] =>
    Number.isInteger(seconds) && seconds > 0
      ? []
      : [{ subject, path, must: "be whole seconds above zero", found: String(seconds) }];
  const each = [...positive("tokenTtl", ttl), ...positive("tokenMaxTtl", maxTtl)];
  if (each.length > 0 || ttl <= maxTtl) return each;
  return [{ subject, path: "tokenTtl", must: `not be above tokenMaxTtl, which is ${maxTtl}`, found: String(ttl) }];
}
