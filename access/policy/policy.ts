import type { Place } from "../../hcl/syntax";

/** What Vault understands of a policy text: its stanzas, in order. */
export interface Policy {
  readonly stanzas: readonly Stanza[];
  /** Whether a path holds `{{...}}`, which Vault fills in at each request. */
  readonly templated: boolean;
}

/** The capabilities, in the order of Vault's own bits. */
export const capabilities = [
  "deny",
  "create",
  "read",
  "update",
  "delete",
  "list",
  "sudo",
  "patch",
  "subscribe",
  "recover",
] as const;
export type Capability = (typeof capabilities)[number];

/** One `path "..." { ... }`. A stanza with deny has nothing else: Vault reads no further. */
export interface Stanza {
  /** As written. */
  readonly path: string;
  readonly pattern: Pattern;
  /** In the order of Vault's bits, each once; empty means that the stanza grants nothing where it wins. */
  readonly capabilities: readonly Capability[];
  /** In seconds. Zero or less has no effect. */
  readonly minWrappingTtl?: number;
  readonly maxWrappingTtl?: number;
  /** By lower-cased name. Present but empty: no restriction. */
  readonly allowedParameters?: Parameters;
  readonly deniedParameters?: Parameters;
  readonly requiredParameters: readonly string[];
  readonly mfaMethods: readonly string[];
  readonly subscribeEventTypes: readonly string[];
  readonly controlGroup?: ControlGroup;
  readonly place: Place;
}

/** Which requests a path speaks of: the table of Vault's that it goes into, and its key there. */
export interface Pattern {
  /** `prefix`: any path that begins with `text`. `segment`: `text` has `+` segments and keeps its final `*`. */
  readonly kind: "exact" | "prefix" | "segment";
  readonly text: string;
}

export type Parameters = ReadonlyMap<string, readonly ParameterValue[]>;

export type ParameterValue =
  string | boolean | ParameterNumber | readonly ParameterValue[] | ReadonlyMap<string, ParameterValue>;

/** A number as Vault's decoder reads it: it equals no number of a request, which is of another Go type. */
export interface ParameterNumber {
  readonly number: number;
}

/** Enterprise only: who must confirm a request. */
export interface ControlGroup {
  /** In seconds. */
  readonly ttl?: number;
  readonly factors: readonly ControlGroupFactor[];
}

export interface ControlGroupFactor {
  readonly name: string;
  readonly groupIds: readonly string[];
  readonly groupNames: readonly string[];
  readonly approvals: number;
  readonly controlledCapabilities: readonly string[];
}
