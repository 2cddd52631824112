import type { Example } from "../../../policy-pack/example";

/** One thing broken in the intact stack that a rule must find. */
export interface Mutation {
  readonly rule: string;
  readonly variants: readonly [Variant, ...Variant[]];
}

/** One way to break it. */
export interface Variant {
  readonly how: string;
  readonly broken: Example;
  /** The other rules that must speak as well, and why. */
  readonly also: Readonly<Record<string, string>>;
}

/** The ways to break what one rule asks for. */
export function breaking(rule: string, ...variants: [Variant, ...Variant[]]): Mutation {
  return { rule, variants };
}

/** One way, and which other rules must speak as well, with the reason. */
export function by(how: string, broken: Example, also: Readonly<Record<string, string>> = {}): Variant {
  return { how, broken, also };
}
