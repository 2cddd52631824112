import type { ServerSetup, Undecided } from "../model/server/setup";
import { subjectOf } from "../model/subject";
import type { Value } from "../model/value";
import { notEvaluated, violation, type Outcome, type Requirement } from "./outcome";

/**
 * What there is to say about something that servers lack: a violation, or where a value that is not known could bring it, that nobody
 * knows.
 */
export function missing(setup: ServerSetup, at: Value<unknown>, requirement: Requirement, found?: string): Outcome {
  const [open] = setup.undecided;
  return open === undefined
    ? violation(at, { ...requirement, subject: subjectOf(setup.resource) }, found)
    : undecided(open, requirement);
}

/** That a value of some resource is not known which decides about the servers. */
export function undecided({ of, value }: Undecided, requirement: Requirement): Outcome {
  return notEvaluated(value, { must: requirement.must, subject: subjectOf(of) });
}
