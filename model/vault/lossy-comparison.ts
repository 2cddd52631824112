import { anyOf, isNot, type Certainty } from "../certainty";
import { asBoolean, asCount, asNames, asSeconds, asText } from "../scalars";
import { readSecret, secret } from "../secret";
import { asUnknown, isAbsent, known, map, unknown, type Unknown, type Value } from "../value";

/** Whether a value that takes another's place loses something. */
export type Comparison = (before: Value, now: Value) => Certainty;

/**
 * @param otherwise what counts where nothing is given; without one, there is nothing to lose before it is given
 * @param plain one spelling of all that mean the same
 */
export function differs(otherwise?: string, plain = (text: string) => text): Comparison {
  const read = (value: Value): Value<string | undefined> => orElse(asText(value), otherwise, plain);
  return (before, now) => {
    const was = read(before);
    if (was.kind === "unknown") return was;
    if (isAbsent(was)) return false;
    const is = read(now);
    return is.kind === "unknown" ? is : !isSame(was, is);
  };
}

/** An issuer is found at the same address with and without it (github.com/coreos/go-oidc, NewProvider). */
export function withoutFinalSlash(url: string): string {
  return url.replace(/\/+$/u, "");
}

function orElse(
  text: Value<string | undefined>,
  otherwise: string | undefined,
  plain: (text: string) => string,
): Value<string | undefined> {
  if (text.kind === "secret")
    return text.isEmpty()
      ? known(otherwise, text.place)
      : readSecret(text, (hidden) => secret(plain(hidden), text.place, text.because));
  return map(text, (given, place) => known(given === undefined || given === "" ? otherwise : plain(given), place));
}

type Readable = Exclude<Value<string | undefined>, Unknown>;

function isSame(one: Readable, other: Readable): boolean {
  if (one.kind === "secret") return other.kind === "secret" ? one.sameAs(other) : one.is(other.value ?? "");
  return other.kind === "secret" ? other.is(one.value ?? "") : one.value === other.value;
}

/** On where it was off, or off where it was on; off where nothing is given. */
export function switches(before: Value, now: Value): Certainty {
  const [was, is] = [asBoolean(before), asBoolean(now)];
  if (was.kind !== "known") return asUnknown(was, notCompared);
  if (is.kind !== "known") return asUnknown(is, notCompared);
  return (was.value ?? false) !== (is.value ?? false);
}

/** Vault chose one where none was given, and keeps what it has where none is. */
export function replacesChosen(before: Value, now: Value): Certainty {
  if (isAbsent(now)) return false;
  return isAbsent(before)
    ? unknown("takes the place of one that nobody knows here", now.place)
    : differs()(before, now);
}

/** @param standard what 0 and nothing at all mean */
export function falls(standard: number): Comparison {
  return compared(asCount, standard, (was, is) => is < was);
}

export function rises(standard: number): Comparison {
  return compared(asCount, standard, (was, is) => is > was);
}

/** A time after which something goes; 0 and nothing at all are never. */
export function fallsToLimit(before: Value, now: Value): Certainty {
  return compared(asSeconds, Number.POSITIVE_INFINITY, (was, is) => is < was)(before, now);
}

function compared(
  read: (value: Value) => Value<number | undefined>,
  standard: number,
  isLost: (was: number, is: number) => boolean,
): Comparison {
  return (before, now) => {
    const [was, is] = [read(before), read(now)];
    if (was.kind !== "known") return asUnknown(was, notCompared);
    if (is.kind !== "known") return asUnknown(is, notCompared);
    return isLost(orStandard(was.value, standard), orStandard(is.value, standard));
  };
}

/** What is not given, 0, and below it where Vault takes that for no limit. */
function orStandard(count: number | undefined, standard: number): number {
  return count === undefined || count <= 0 ? standard : count;
}

const notCompared = "is secret, and is not compared";

/** Whether one of the names is no longer there. */
export function shrinks(before: Value, now: Value): Certainty {
  const [was, is] = [asNames(before), asNames(now)];
  if (was.kind !== "known") return asUnknown(was, notCompared);
  if (was.value.length === 0) return false;
  if (is.kind !== "known") return asUnknown(is, notCompared);
  const names = is.value;
  return anyOf(was.value.map((name) => isNot(anyOf(names.map((other) => isSameName(name, other))))));
}

function isSameName(one: Value<string>, other: Value<string>): Certainty {
  if (one.kind === "unknown") return one;
  return other.kind === "unknown" ? other : isSame(one, other);
}
