import { isOpen } from "../model/certainty";
import type { Join } from "../model/platform/join";
import { subjectOf } from "../model/subject";
import { notEvaluated, type Outcome } from "./outcome";

/**
 * What there is to say about two objects if they belong together: nothing where they don't, and where that is not known, that the
 * value which decides it is not.
 */
export function onlyIf({ holds, of }: Join, outcomes: readonly Outcome[]): Outcome[] {
  if (isOpen(holds)) {
    const requirements = [...new Set(outcomes.map(({ must }) => must))];
    return requirements.map((must) => notEvaluated(holds, { must, subject: subjectOf(of) }));
  }
  return holds ? [...outcomes] : [];
}
