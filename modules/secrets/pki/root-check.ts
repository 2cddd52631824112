import { Refusal } from "../../../problem/problem";
import { engineProblems } from "./engine-check";
import type { PkiRootArgs } from "./root-args";

/** @throws Refusal with every problem of a root */
export function checkPkiRoot(args: PkiRootArgs): void {
  const [first, ...rest] = engineProblems(args);
  if (first !== undefined) throw new Refusal([first, ...rest]);
}
