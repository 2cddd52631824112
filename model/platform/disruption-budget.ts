import { asText } from "../scalars";
import { asUnknown, field, isAbsent, known, unknown, type Value } from "../value";
import type { Resource } from "../resource";

/**
 * How many of so many pods a PodDisruptionBudget lets be away at once; all of them where it says nothing. A share is rounded up, of
 * those that may be away as of those that must stay (Kubernetes documentation, Specifying a Disruption Budget).
 */
export function mayBeAway(budget: Resource, pods: number): Value<number> {
  const away = field(budget.inputs, "spec", "maxUnavailable");
  const stay = field(budget.inputs, "spec", "minAvailable");
  if (!isAbsent(away)) return scaled(away, pods, (count) => Math.min(count, pods));
  if (!isAbsent(stay)) return scaled(stay, pods, (count) => Math.max(pods - count, 0));
  return known(pods, away.place);
}

function scaled(value: Value, pods: number, convert: (count: number) => number): Value<number> {
  const text = asText(value);
  if (text.kind !== "known") return asUnknown(text, "is a secret text");
  const [, digits, percent] = /^(?<digits>\d+)(?<percent>%?)$/u.exec(text.value ?? "") ?? [];
  if (digits === undefined) return unknown("is no number and no share of pods", text.place);
  const count = percent === "%" ? Math.ceil((Number(digits) * pods) / 100) : Number(digits);
  return known(convert(count), text.place);
}
