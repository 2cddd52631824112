import { isDeepStrictEqual } from "node:util";
import { daysBetween } from "../policy-pack/day";
import type { Acceptance, Finding } from "../policy-pack/finding";

/** `1 waived (expires in 12 days, owner platform)`; nothing where nothing is. */
export function waivedWords(findings: readonly Pick<Finding, "waiver">[], today: string): string[] {
  const waivers = findings.flatMap(({ waiver }) => waiver ?? []);
  const [first] = [...waivers].sort((left, right) => (left.expires < right.expires ? -1 : 1));
  if (first === undefined) return [];
  const which = waivers.length === 1 ? "" : "the first ";
  return [`${waivers.length} waived (${which}${expiryWords(first, today)}, owner ${first.owner})`];
}

/**
 * `accepted by platform until 2027-03-31 (expires in 12 days): the vendor's client cannot renew`. Where one waiver accepts several
 * findings, each of them says how many.
 */
export function acceptedWords(waiver: Acceptance, accepted: number, today: string): string {
  const others = accepted === 1 ? "" : `, one of ${accepted} that it accepts`;
  return `accepted by ${waiver.owner} until ${waiver.expires} (${expiryWords(waiver, today)}${others}): ${waiver.reason}`;
}

/** How many findings one waiver accepts. */
export function acceptedBy(
  { ruleId, waiver }: Pick<Finding, "ruleId" | "waiver">,
  findings: readonly Pick<Finding, "ruleId" | "waiver">[],
): number {
  return findings.filter((other) => other.ruleId === ruleId && isDeepStrictEqual(other.waiver, waiver)).length;
}

function expiryWords({ expires }: Acceptance, today: string): string {
  const days = daysBetween(today, expires);
  if (days < 0) return "has expired";
  if (days === 0) return "expires today";
  return days === 1 ? "expires tomorrow" : `expires in ${days} days`;
}
