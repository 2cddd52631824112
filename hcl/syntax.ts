/**
 * The syntax tree of HCL 1, the language of Vault's policies and server configuration, and of its JSON form: both give the
 * same tree (github.com/hashicorp/hcl v1.0.1-vault-7, hcl/ast). Places count lines and columns from 1.
 */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** `key "label" { ... }`, `key = value`: one item of an object, in source order. Repeated keys are separate items. */
export interface Item {
  /** The keys before the value: `listener "tcp" {}` has two, `a = 1` one. Never empty. */
  readonly keys: readonly [Key, ...Key[]];
  /** True for `key = value`, false for a block `key { }`; JSON items are all assigned. */
  readonly assigned: boolean;
  readonly value: Value;
  readonly place: Place;
}

export interface Key {
  readonly text: string;
  /** As written, quotes included: Vault's check for duplicate attributes compares this. */
  readonly source: string;
  readonly place: Place;
}

export type Value = ObjectValue | ListValue | LiteralValue;

export interface ObjectValue {
  readonly kind: "object";
  readonly items: readonly Item[];
  readonly place: Place;
}

export interface ListValue {
  readonly kind: "list";
  readonly items: readonly Value[];
  readonly place: Place;
}

export interface LiteralValue {
  readonly kind: "string" | "number" | "boolean" | "null";
  /** The value as text: escapes processed and heredocs unindented for strings, as written for numbers and booleans. */
  readonly text: string;
  /** As written: quotes, escapes and heredoc markers included. */
  readonly source: string;
  readonly place: Place;
}

/** Text that is not HCL 1. `message` is Vault's own wording where Vault has one, without the place that Vault may put before it. */
export class SyntaxProblem extends Error {
  override readonly name = "SyntaxProblem";
  readonly place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.place = place;
  }
}

/**
 * How deep objects and lists may nest. Go's parsers have no limit of their own (their stack is a gigabyte); real policies and
 * server configurations nest five deep.
 */
export const depthLimit = 200;
