import { isOpen, type Certainty } from "../model/certainty";
import type { Join } from "../model/platform/join";
import type { Value } from "../model/value";
import { about } from "./about";
import { notEvaluated, show, violation, type Outcome, type Requirement } from "./outcome";

/** A violation where something holds that must not, and `not-evaluated` where that is not known. */
export function violationIf(
  holds: Certainty,
  value: Value<unknown>,
  requirement: Requirement,
  found: string = show(value),
): Outcome[] {
  if (isOpen(holds)) return [notEvaluated(holds, requirement)];
  return holds ? [violation(value, requirement, found)] : [];
}

/**
 * What there is to say about two objects if they belong together: nothing where they don't, and where that is not known, that the
 * value which decides it is not.
 */
export function onlyIf({ holds, of }: Join, outcomes: readonly Outcome[]): Outcome[] {
  if (isOpen(holds)) {
    const requirements = [...new Set(outcomes.map(({ must }) => must))];
    return requirements.map((must) => notEvaluated(holds, { must, ...about(of) }));
  }
  return holds ? [...outcomes] : [];
}
