import { unknownMark } from "../model/unknown-mark";
import type { TokenOrigin } from "./token-origin";

/**
 * A small program and what a rule says about it. From examples come the rule's test cases, its documentation page and the
 * programs that the end-to-end test previews with the real engine.
 */
export interface Example {
  /** What the example shows: `tls_disable = "t" in a ConfigMap`. */
  readonly name: string;
  readonly resources: readonly [ExampleResource, ...ExampleResource[]];
  /** For rules over planned changes: what the state has, while the program declares `resources`. */
  readonly before?: readonly ExampleResource[];
  /** The token that the provider would use without an argument, and what Vault says of it. */
  readonly token?: ExampleToken;
  /** The value of `strongroom:tier`; `production` unless given, and `undefined` for none. */
  readonly tier?: string | undefined;
  readonly responsible?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, unknown>>;
  /** What the default branch has in their place; without it, there is none. */
  readonly onDefaultBranch?: OnDefaultBranch;
  /** The lines of the project's files about rules, read on {@link exampleDay}. */
  readonly files?: { readonly rules?: readonly string[]; readonly waivers?: readonly string[] };
  /** It shows only what its own rule is about: another rule may find something in it. */
  readonly isPartial?: boolean;
}

/** What the default branch has, for the rule that compares. */
export interface OnDefaultBranch {
  readonly tier?: string;
  readonly responsible?: Readonly<Record<string, string>>;
  readonly rules?: readonly string[];
  readonly waivers?: readonly string[];
}

/** The day on which examples are judged. */
export const exampleDay = "2026-06-01";

export interface ExampleResource {
  readonly type: string;
  /** `example` unless given. */
  readonly name?: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** The arguments of the Vault provider behind it. */
  readonly provider?: Readonly<Record<string, unknown>>;
  /** Whether Pulumi refuses to delete it; where nothing is said, nobody knows. */
  readonly protect?: boolean;
  /** Whether Pulumi leaves it on the server when it forgets it. */
  readonly retainOnDelete?: boolean;
  /** The name of the resource with which it is deleted. */
  readonly deletedWith?: string;
  /** That it cannot be changed in place, and which of the two is there for a moment: both, or neither. */
  readonly replaced?: "created first" | "deleted first";
  /** Props whose value the resource of that name decides, and which are `notKnownYet`. */
  readonly decidedBy?: Readonly<Record<string, string>>;
}

export interface ExampleToken {
  readonly from: TokenOrigin;
  /** The token's policies; `no answer` when Vault does not say. */
  readonly policies: readonly string[] | "no answer";
}

export interface BadExample extends Example {
  readonly finds: readonly [Expected, ...Expected[]];
}

/** At least one finding is `not-evaluated`, with exactly these parts. */
export interface UnknownExample extends Example {
  readonly finds: readonly [Omit<Expected, "found">, ...Omit<Expected, "found">[]];
}

/** The parts of a message that an example must bring about, exactly. */
export interface Expected {
  readonly subject: string;
  readonly path?: string;
  readonly must: string;
  readonly found: string;
}

/** Stands in an example for any value that is not known at a preview. */
export const notKnownYet = unknownMark;
