import { readSecret, secret } from "./secret";
import type { Place } from "./place";
import { isList, known, map, unknown, type Content, type Value } from "./value";

/** The value as a text; numbers and booleans as Vault's weak decoding writes them (mapstructure's decodeString). */
export function asText(value: Value): Value<string | undefined> {
  return map(value, (content, place): Value<string | undefined> => {
    if (content === undefined || typeof content === "string") return known(content, place);
    if (typeof content === "number") return known(String(content), place);
    if (typeof content === "boolean") return known(content ? "1" : "0", place);
    return unknown("is not a text", place);
  });
}

/** The text that a value certainly is and that may be shown; undefined for an empty one. */
export function textOf(value: Value): string | undefined {
  const text = asText(value);
  return text.kind === "known" && text.value !== "" ? text.value : undefined;
}

/** Whether the value certainly is this text. A secret is asked without being seen. */
export function isText(value: Value<unknown>, text: string): boolean {
  return value.kind === "secret" ? value.is(text) : value.kind === "known" && value.value === text;
}

/**
 * The value as Vault reads a boolean (parseutil.ParseBool: mapstructure's weak decoding over strconv.ParseBool): any number
 * but 0 is true, so are "1", "t", "T", "true", "True" and "TRUE", and an empty text is false. What Vault refuses is not known.
 */
export function asBoolean(value: Value): Value<boolean | undefined> {
  if (value.kind === "unknown") return value;
  if (value.kind === "secret") return readSecret(value, (text) => booleanOf(text, value.place));
  return booleanOf(value.value, value.place);
}

function booleanOf(content: Content | undefined, place: Place): Value<boolean | undefined> {
  if (content === undefined || typeof content === "boolean") return known(content, place);
  if (typeof content === "number") return known(content !== 0, place);
  if (typeof content === "string" && /^(?:1|t|T|TRUE|true|True)$/u.test(content)) return known(true, place);
  if (typeof content === "string" && /^(?:0|f|F|FALSE|false|False|)$/u.test(content)) return known(false, place);
  return unknown("is nothing that Vault reads as a boolean", place);
}

/**
 * The value in seconds, as Vault reads a duration (parseutil.ParseDurationSecond): a number of seconds, or `90`, `"90"`,
 * `"1h30m"`, `"7d"`. What Vault refuses is not known.
 */
export function asSeconds(value: Value): Value<number | undefined> {
  if (value.kind === "unknown") return value;
  if (value.kind === "secret") return readSecret(value, (text) => secondsOf(text, value.place));
  return secondsOf(value.value, value.place);
}

function secondsOf(content: Content | undefined, place: Place): Value<number | undefined> {
  if (content === undefined || typeof content === "number") return known(content, place);
  const seconds = typeof content === "string" ? parseDuration(content) : undefined;
  return seconds === undefined ? unknown("is nothing that Vault reads as a duration", place) : known(seconds, place);
}

/** The value as a whole number, given as one or as a text. */
export function asCount(value: Value): Value<number | undefined> {
  const text = asText(value);
  const count = (digits: string): Value<number | undefined> =>
    /^-?\d+$/u.test(digits) ? known(Number(digits), value.place) : unknown("is not a whole number", value.place);
  if (text.kind === "secret") return readSecret(text, count);
  return map(text, (digits, place) => (digits === undefined ? known(undefined, place) : count(digits)));
}

const secondsPerUnit: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
};

function parseDuration(text: string): number | undefined {
  if (text === "") return 0;
  if (/^[+-]?\d+$/u.test(text)) return Number(text);
  if (/^[+-]?\d+d$/u.test(text)) return Number(text.slice(0, -1)) * 24 * 3600;
  if (!/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:h|ms|m|s|us|µs|μs|ns))+$/u.test(text)) return undefined;
  const parts = [...text.matchAll(/(?<count>[\d.]+)(?<unit>[a-zµμ]+)/gu)];
  const sum = parts.reduce((total, { groups }) => {
    return total + Number(groups?.["count"]) * (secondsPerUnit[groups?.["unit"] ?? ""] ?? Number.NaN);
  }, 0);
  return text.startsWith("-") ? -sum : sum;
}

/** The items of a list; a single value stands for a list of one, as in Vault's weak decoding, and nothing for an empty one. */
export function asList(value: Value): Value<readonly Value[]> {
  return map(value, (content, place) => {
    if (content === undefined) return known([], place);
    return known(isList(content) ? content : [known(content, place)], place);
  });
}

/** The names in a list, or in a text that separates them by commas, without blanks around them. */
export function asNames(value: Value): Value<readonly Value<string>[]> {
  if (value.kind === "secret")
    return readSecret(value, (text) =>
      known(
        splitNames(text).map((name) => secret(name, value.place)),
        value.place,
      ),
    );
  return map(asList(value), (items, place) => known(items.flatMap(namesIn), place));
}

function namesIn(item: Value): Value<string>[] {
  const text = asText(item);
  if (text.kind !== "known") return [text];
  return splitNames(text.value ?? "").map((name) => known(name, text.place));
}

function splitNames(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** A word of Vault's own, such as a type or the name of a field: it is no secret, though it may stand in a body that is one. */
export function asWord<T extends string | undefined>(value: Value<T>): Value<T | string> {
  return value.kind === "secret" ? readSecret(value, (text) => known(text, value.place)) : value;
}
