import { within } from "../model/place";
import { known } from "../model/value";
import { violation, type Outcome, type Requirement } from "./outcome";
import { waiverName, type WaiverUse } from "./waiver";

/** What is said of a waiver, at the key that decides it. */
export function aboutWaiver(
  { waiver }: WaiverUse,
  key: "expires" | "resource",
  requirement: Requirement,
  found: string,
): Outcome {
  const place = within({ path: [], position: waiver.position }, key);
  return violation(known(waiver[key], place), { subject: `waiver ${waiverName(waiver)}`, ...requirement }, found);
}

/** `1 finding`, `12 findings` */
export function countedFindings(count: number): string {
  return count === 1 ? "1 finding" : `${count} findings`;
}
