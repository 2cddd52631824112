import type { Certainty } from "../../certainty";
import { isOpen } from "../../certainty";
import type { Place } from "../../place";
import { partsOf } from "../../partly-known";
import { readSecret, secret } from "../../secret";
import { asText } from "../../scalars";
import { isAbsent, isFields, isList, known, unknown, type Content, type Unknown, type Value } from "../../value";

/** What a template writes, as values. What the chart writes by itself stands where the value is that would change it. */

type Plain = boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

export function fixed(data: Plain, place: Place): Value {
  return known(contentOf(data, place), place);
}

function contentOf(data: Plain, place: Place): Content {
  if (typeof data !== "object") return data;
  if (isPlainList(data)) return data.map((item) => fixed(item, place));
  return new Map(Object.entries(data).map(([name, member]) => [name, fixed(member, place)]));
}

function isPlainList(data: Plain): data is readonly Plain[] {
  return Array.isArray(data);
}

/** An object with the fields that are there. */
export function object(place: Place, fields: Readonly<Record<string, Value | undefined>>): Value {
  const present = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return known(new Map(present), place);
}

/** Labels, of which those that are not written are not there at all. */
export function labels(place: Place, fields: Readonly<Record<string, Value>>): Value {
  const present = Object.entries(fields).filter(([, value]) => !isAbsent(value));
  return known(new Map(present), place);
}

/** An object with another one's fields as well; nothing is known of it where the other is not. */
export function withMore(own: Value, more: Value): Value {
  if (own.kind !== "known" || !isFields(own.value)) return own;
  if (more.kind !== "known") return more;
  return isFields(more.value) ? known(new Map([...own.value, ...more.value]), more.place) : own;
}

/** A list of several lists' items; one that is not known stays as an item of which nothing is known. */
export function concatenated(place: Place, ...lists: readonly Value[]): Value {
  return known(
    lists.flatMap((list) => (list.kind === "known" ? (isList(list.value) ? list.value : []) : [list])),
    place,
  );
}

/** A text made of texts; secret if one of them is, and not known if one is not. */
export function text(place: Place, ...parts: readonly (Value | string)[]): Value<string | undefined> {
  const texts = parts.map((part) => (typeof part === "string" ? known(part, place) : printed(part)));
  const index = texts.findIndex(({ kind }) => kind === "unknown");
  const open = texts[index];
  if (open?.kind === "unknown") return withAround(open, texts.slice(0, index), texts.slice(index + 1));
  const joined = texts
    .map((part) => (part.kind === "secret" ? readSecret(part, (hidden) => hidden) : shown(part)))
    .join("");
  return texts.some(({ kind }) => kind === "secret") ? secret(joined, place) : known(joined, place);
}

/** A text that is not known with what is known on both sides of it. */
function withAround(open: Unknown, before: readonly Text[], after: readonly Text[]): Unknown {
  const { why, place } = open;
  const isKnown = [...before, ...after].every(({ kind }) => kind === "known");
  if (!isKnown) return unknown(why, place);
  const all = (parts: readonly Text[]) => parts.map(shown).join("");
  const middle = partsOf(open);
  const around = { beginning: all(before) + middle.beginning, ending: middle.ending + all(after) };
  return { ...unknown(why, place), partly: { ...middle, ...around } };
}

type Text = Value<string | undefined>;

function shown(part: Value<string | undefined>): string {
  return part.kind === "known" ? (part.value ?? "") : "";
}

/** A value as Go's templates print it. */
export function printed(value: Value): Value<string | undefined> {
  return value.kind === "known" && typeof value.value === "boolean"
    ? known(String(value.value), value.place)
    : asText(value);
}

/** What is written in each of two cases; where it is not known which, the value that decides. */
export function choose(condition: Certainty, then: () => Value, otherwise: () => Value): Value {
  if (isOpen(condition)) return condition;
  return condition ? then() : otherwise();
}

/** A list of the one item where it is written, and of none where it is not. */
export function itemIf(condition: Certainty, item: Value): Value {
  return choose(
    condition,
    () => known([item], item.place),
    () => known([], item.place),
  );
}
