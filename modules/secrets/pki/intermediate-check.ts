import type { Problem } from "../../../problem/problem";
import { refuseFor } from "../../../problem/refuse-for";
import { repetitionProblems } from "../../repeated";
import { engineProblems } from "./engine-check";
import { generationProblems, isSigned } from "./generation-check";
import type { PkiIntermediateArgs } from "./intermediate-args";
import { issuedMaxTtl } from "./lifetimes";
import { roleProblems } from "./role-check";

/**
 * Checks that an intermediate has one generation that issues, and roles that each name what they issue.
 * @throws Refusal with every problem of the engine, its generations and its roles
 */
export function checkPkiIntermediate(args: PkiIntermediateArgs): void {
  const { path, generations, roles, maxTtl = issuedMaxTtl } = args;
  const issuing = generations.filter((generation) => isSigned(generation) && generation.retired !== true);
  const names = issuing.map((generation) => generation.name);
  refuseFor([
    ...engineProblems(args),
    ...repetitionProblems(`PKI engine "${path}"`, "generations", generations),
    ...generations.flatMap((generation) => generationProblems(path, generation)),
    ...currentProblems(args, names),
    ...repetitionProblems(`PKI engine "${path}"`, "roles", roles),
    ...roles.flatMap((role) => roleProblems({ path, maxTtl, issuing: names }, role)),
  ]);
}

function currentProblems(args: PkiIntermediateArgs, issuing: readonly string[]): Problem[] {
  const { path, currentGeneration: current, generations } = args;
  if (current === undefined ? !generations.some(isSigned) : issuing.includes(current)) return [];
  return [
    {
      subject: `PKI engine "${path}"`,
      path: "currentGeneration",
      must: "name a generation that has a certificate and is not retired",
      found: current === undefined ? "none" : JSON.stringify(current),
      fix: issuing.length === 0 ? "let a root sign a generation first" : `name one of ${issuing.join(", ")}`,
    },
  ];
}
