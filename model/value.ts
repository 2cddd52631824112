import { within, type Place } from "./place";
import type { Secret } from "./secret";

/**
 * A value as rules see it. At a preview some values are not known yet, and some must never be repeated; a rule that reads one
 * has to say what it does in all three cases, for the compiler asks it to.
 *
 * `Known<undefined>` is a field that is certainly not set.
 */
export type Value<T = Content | undefined> = Known<T> | Unknown | Secret;

/** What a resource's inputs are made of. Pulumi's null is a field that is not set. */
export type Content = boolean | number | string | readonly Value[] | Fields;
export type Fields = ReadonlyMap<string, Value>;

export interface Known<T> {
  readonly kind: "known";
  readonly value: T;
  readonly place: Place;
}

/** Decided only later, or not readable here. */
export interface Unknown {
  readonly kind: "unknown";
  /** Completes "found a value that ...": `is known only after the apply`. */
  readonly why: string;
  readonly place: Place;
  /** What is known of a text all the same. */
  readonly partly?: PartlyKnown;
}

/** A text of which a part in the middle is not known. */
export interface PartlyKnown {
  readonly beginning: string;
  readonly ending: string;
  /** What stands somewhere in the rest. */
  readonly contains: string;
  /** The rest: the same text wherever it is the same object. */
  readonly gap: object;
  /** The release whose own it is. */
  readonly release?: object;
}

export const knownAfterApply = "is known only after the apply";

export function known<T>(value: T, place: Place): Known<T> {
  return { kind: "known", value, place };
}

export function unknown(why: string, place: Place): Unknown {
  return { kind: "unknown", why, place };
}

/** What keeps a value from being judged: what it says itself, or, for one that is known or secret, what is said here. */
export function asUnknown(value: Value<unknown>, why: string): Unknown {
  return value.kind === "unknown" ? value : unknown(why, value.place);
}

/** The same value, read as something else; what is not known or secret stays so. */
export function map<T, U>(value: Value<T>, convert: (value: T, place: Place) => Value<U>): Value<U> {
  return value.kind === "known" ? convert(value.value, value.place) : value;
}

/**
 * A field of an object, at any depth: `field(inputs, "tune", "maxLeaseTtl")`. Inside what is neither an
 * object nor a secret nothing is set.
 */
export function field(value: Value, ...names: readonly string[]): Value {
  return names.reduce<Value>((container, name) => {
    const found = container.kind === "known" && isFields(container.value) ? container.value.get(name) : undefined;
    if (found !== undefined) return found;
    const place = within(container.place, name);
    if (container.kind === "unknown") return unknown(container.why, place);
    if (container.kind === "secret") return unknown("stands in a secret text that is not read", place);
    return known(undefined, place);
  }, value);
}

export function isFields(content: Content | undefined): content is Fields {
  return content instanceof Map;
}

export function isList(content: Content | undefined): content is readonly Value[] {
  return Array.isArray(content);
}

/** Whether the field is certainly not set. */
export function isAbsent(value: Value<unknown>): boolean {
  return value.kind === "known" && value.value === undefined;
}

/** Everything below a value that is neither a list nor an object, in order, with where it stands. */
export function* leaves(value: Value): Generator<Value> {
  if (value.kind !== "known" || !(isList(value.value) || isFields(value.value))) {
    yield value;
    return;
  }
  for (const child of isList(value.value) ? value.value : value.value.values()) yield* leaves(child);
}
