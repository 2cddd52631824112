import type { Position } from "../model/place";
import type { Resource } from "../model/resource";
import type { Problem } from "../problem/problem";
import type { Environment } from "./environment";
import type { ExampleResource } from "./example";
import type { Outcome } from "./outcome";

/**
 * What is wrong in one of the files about the rules, said at the stack itself: it is the first resource, so that nothing is touched
 * before this is right.
 */
export function judgeRuleFile(resource: Resource, { ruleFileProblems = [] }: Environment, file: string): Outcome[] {
  if (resource.type !== stackAlone.type) return [];
  return ruleFileProblems.filter(({ subject }) => subject === file).map(toOutcome);
}

/** The smallest program there is. */
export const stackAlone = {
  type: "pulumi:pulumi:Stack",
  name: "example-production",
  props: {},
} as const satisfies ExampleResource;

function toOutcome({ subject, place, path = "", must, found = "what is not understood", fix }: Problem): Outcome {
  const position = place === undefined ? undefined : positionOf(subject, place);
  return {
    verdict: "violation",
    subject: place === undefined ? subject : `${subject}:${place}`,
    path,
    must,
    found,
    ...(fix === undefined ? {} : { fix }),
    ...(position === undefined ? {} : { place: { path: [], position } }),
  };
}

/** @param place line and column as a problem has them: `11:5` */
function positionOf(file: string, place: string): Position {
  const [line = 1, column = 1] = place.split(":").map(Number);
  return { file, line, column };
}
