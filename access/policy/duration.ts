import { parseDecimal, within64Bits } from "./number";

/** Nanoseconds, as Go counts time; or the words in which Vault refuses the value. */
export type ParsedDuration = { readonly nanoseconds: bigint } | { readonly refusal: string };

const second = 1_000_000_000n;

const units: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["µs", 1_000n], // U+00B5, micro sign
  ["μs", 1_000n], // U+03BC, Greek mu
  ["ms", 1_000_000n],
  ["s", second],
  ["m", 60n * second],
  ["h", 3600n * second],
]);

/** A text as Vault's `ParseDurationSecond` reads it: seconds without unit, days (`2d`), or a Go duration (`1h30m`). */
export function parseDuration(text: string): ParsedDuration {
  if (text === "") return { nanoseconds: 0n };
  const seconds = parseDecimal(text);
  if (seconds !== undefined) return times(seconds, second);
  if (!text.endsWith("d")) return parseGoDuration(text);
  const days = parseDecimal(text.slice(0, -1));
  return days === undefined
    ? { refusal: `strconv.ParseInt: parsing ${JSON.stringify(text.slice(0, -1))}: invalid syntax` }
    : times(days, 24n * 3600n * second);
}

/** A whole number of seconds. */
export const ofSeconds = (seconds: bigint): ParsedDuration => times(seconds, second);

function times(count: bigint, unit: bigint): ParsedDuration {
  const nanoseconds = within64Bits(count * unit);
  return nanoseconds === undefined
    ? { refusal: "multiplication of durations resulted in overflow, one operand may be too large" }
    : { nanoseconds };
}

/** Go's `time.ParseDuration`. */
function parseGoDuration(text: string): ParsedDuration {
  const invalid = { refusal: `time: invalid duration ${JSON.stringify(text)}` };
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  let rest = text.slice(sign.length);
  if (rest === "0") return { nanoseconds: 0n };
  if (rest === "") return invalid;
  let total = 0n;
  while (rest !== "") {
    const [all = "", whole = "", point = "", fraction = "", unit = ""] =
      /^([0-9]*)(\.?)([0-9]*)([^.0-9]*)/.exec(rest) ?? [];
    if (whole === "" && fraction === "") return invalid;
    if (unit === "") return { refusal: `time: missing unit in duration ${JSON.stringify(text)}` };
    const scale = units.get(unit);
    if (scale === undefined) {
      return { refusal: `time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}` };
    }
    total += BigInt(whole || "0") * scale;
    if (point !== "" && fraction !== "") total += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
    rest = rest.slice(all.length);
  }
  if (sign === "-" && total === 2n ** 63n) return { nanoseconds: -total };
  return total < 2n ** 63n ? { nanoseconds: sign === "-" ? -total : total } : invalid;
}
