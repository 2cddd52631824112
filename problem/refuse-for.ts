import { Refusal, type Problem } from "./problem";

/** @throws Refusal with every problem, if there is any */
export function refuseFor(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new Refusal([first, ...rest]);
}
