import { refuseFor } from "../../../problem/refuse-for";
import { engineProblems } from "./engine-check";
import type { PkiRootArgs } from "./root-args";

/** @throws Refusal with every problem of a root */
export function checkPkiRoot(args: PkiRootArgs): void {
  refuseFor(engineProblems(args));
}
