import { anyOf, isOpen, type Certainty } from "../certainty";
import { asList, asText } from "../scalars";
import { isAbsent, isFields, known, type Unknown, type Value } from "../value";
import { notRead } from "./join";

/** What something between clients and Vault does with their TLS. */
export type TlsHandling = "passed through" | "encrypted again" | "in the clear";

/** It, or what keeps it from being known; and the value that decides it. */
export interface HandledTls {
  readonly value: Value<unknown>;
  readonly handling: TlsHandling | Unknown;
}

/** The first of several that holds, asked in order; what is not known before one that holds might be it. */
export function handledAs(
  value: Value<unknown>,
  cases: readonly (readonly [Certainty, TlsHandling])[],
  otherwise: TlsHandling,
): HandledTls {
  const [decided] = cases.filter(([holds]) => holds !== false);
  if (decided === undefined) return { value, handling: otherwise };
  const [holds, handling] = decided;
  return { value, handling: isOpen(holds) ? holds : handling };
}

/** Whether a text matches; one that is not set does not. */
export function says(value: Value, pattern: RegExp): Certainty {
  const text = asText(value);
  if (text.kind !== "known") return notRead(text);
  return text.value !== undefined && pattern.test(text.value);
}

/** Whether any of an object's annotations of that name says so. */
export function isAnnotated(annotations: Value, name: RegExp, value: RegExp): Certainty {
  if (annotations.kind !== "known") return notRead(annotations);
  if (!isFields(annotations.value)) return false;
  const named = [...annotations.value].filter(([key]) => name.test(key));
  return anyOf(named.map(([, text]) => says(yesOrNo(text), value)));
}

/** A boolean is no annotation's value, and is still understood. */
function yesOrNo(value: Value): Value {
  return value.kind === "known" && typeof value.value === "boolean" ? known(String(value.value), value.place) : value;
}

export function isGiven(value: Value): Certainty {
  return value.kind === "known" ? !isAbsent(value) : notRead(value);
}

/** Of a list that is not known, one item that is not known. */
export function itemsOf(value: Value): readonly Value[] {
  const items = asList(value);
  return items.kind === "known" ? items.value : [items];
}
