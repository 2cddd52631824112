import type { Value } from "../model/value";
import { duration } from "./duration";
import { demand, type Outcome, type Requirement } from "./outcome";

/** A life of at least a second and at most so many. 0 and nothing have no end of their own. */
export function demandLife(seconds: Value<number | undefined>, longest: number, requirement: Requirement): Outcome[] {
  const isBounded = (given: number | undefined) => given !== undefined && given > 0 && given <= longest;
  const found =
    seconds.kind === "known" && seconds.value !== undefined && seconds.value > 0 ? duration(seconds.value) : undefined;
  return demand(seconds, requirement, { known: isBounded, secret: () => false }).map((outcome) => ({
    ...outcome,
    found: found ?? outcome.found,
  }));
}
