import { quote } from "../../hcl/quote";
import type { AnyValue, Placed } from "./any-value";
import { ofSeconds, parseDuration, type ParsedDuration } from "./duration";
import type { Findings } from "./problem";

/** The wrapping TTLs of a stanza, in seconds. A value of zero counts as given, but has no effect. */
export function wrappingTtls(
  subject: string,
  fields: { readonly minWrappingTtl?: Placed; readonly maxWrappingTtl?: Placed },
  findings: Findings,
): { minWrappingTtl?: number; maxWrappingTtl?: number } {
  const min = nanoseconds(`${subject} min_wrapping_ttl`, fields.minWrappingTtl, "min_wrapping_ttl", findings);
  const max = nanoseconds(`${subject} max_wrapping_ttl`, fields.maxWrappingTtl, "max_wrapping_ttl", findings);
  if (min && max && max < min && fields.maxWrappingTtl) {
    findings.add(fields.maxWrappingTtl.place, {
      path: `${subject} max_wrapping_ttl`,
      must: `not be less than min_wrapping_ttl (${seconds(min)} s)`,
      found: `${seconds(max)} s`,
      vault: "max_wrapping_ttl cannot be less than min_wrapping_ttl",
    });
  }
  return {
    ...(min === undefined ? {} : { minWrappingTtl: seconds(min) }),
    ...(max === undefined ? {} : { maxWrappingTtl: seconds(max) }),
  };
}

export const seconds = (nanoseconds: bigint): number => Number(nanoseconds) / 1e9;

/** The value of a field that holds a duration; undefined if there is none or it is wrong, which `findings` then knows. */
export function nanoseconds(
  path: string,
  field: Placed | undefined,
  nameInVault: string,
  findings: Findings,
): bigint | undefined {
  if (field === undefined) return undefined;
  const { value, place } = field;
  const parsed = duration(value);
  if ("nanoseconds" in parsed) return parsed.nanoseconds;
  findings.add(place, {
    path,
    must: 'be a number of seconds or a duration, like "90s", "1h30m" or "2d"',
    found: value.kind === "string" ? quote(value.text) : value.kind,
    vault: `error parsing ${nameInVault}: ${parsed.refusal}`,
  });
  return undefined;
}

function duration(value: AnyValue): ParsedDuration {
  switch (value.kind) {
    case "string":
      return parseDuration(value.text);
    case "integer":
      return ofSeconds(value.value);
    case "float":
      return ofSeconds(BigInt(Math.trunc(value.value)));
    default:
      return { refusal: "could not parse duration from input" };
  }
}
