import { anyOf, type Certainty } from "../certainty";
import { asCount, asNames, asSeconds, asText } from "../scalars";
import { asUnknown, type Value } from "../value";

/** Whether a value that takes another's place loses something. */
export type Comparison = (before: Value, now: Value) => Certainty;

/** @param otherwise what counts where nothing is given; without one, there is nothing to lose before it is given */
export function differs(otherwise?: string): Comparison {
  return (before, now) => {
    const [was, is] = [asText(before), asText(now)];
    if (was.kind === "secret" && is.kind === "secret") return !was.sameAs(is);
    if (was.kind === "secret") return is.kind === "unknown" ? is : !(is.kind === "known" && was.is(is.value ?? ""));
    if (was.kind === "unknown") return was;
    const given = orElse(was.value, otherwise);
    if (given === undefined) return false;
    if (is.kind === "unknown") return is;
    return is.kind === "secret" ? !is.is(given) : orElse(is.value, otherwise) !== given;
  };
}

function orElse(text: string | undefined, otherwise: string | undefined): string | undefined {
  return text === undefined || text === "" ? otherwise : text;
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
  const lost = was.value.map((name): Certainty => {
    if (name.kind !== "known") return asUnknown(name, notCompared);
    if (
      names.some((other) =>
        other.kind === "secret" ? other.is(name.value) : other.kind === "known" && other.value === name.value,
      )
    )
      return false;
    return names.find((other) => other.kind === "unknown") ?? true;
  });
  return anyOf(lost);
}
