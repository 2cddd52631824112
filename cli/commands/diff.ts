import { exitCodes, type ExitCode } from "../../problem/problem";
import { differenceReport, type EnvironmentDifferences } from "../../report/difference";
import { differences } from "../../stacks/difference";
import type { Environment } from "../../stacks/environment";
import type { Io } from "../io";
import { findProject, projectEnvironment } from "../project";

export interface DiffArguments {
  readonly left: string;
  readonly right: string;
  readonly json: boolean;
}

/**
 * `strongroom diff LEFT RIGHT`: in which values two environments differ, and so in what at all, since everything else is one core.
 * Defaults are filled in: one that is written out differs in nothing. Reads two files and nothing else.
 */
export function diff(options: DiffArguments, io: Io): Promise<ExitCode> {
  const project = findProject(process.cwd());
  const [left, right] = [options.left, options.right].map((name) => projectEnvironment(project, name));
  const result: EnvironmentDifferences = {
    left: options.left,
    right: options.right,
    differences: differences(compared(left), compared(right)),
  };
  io.out(options.json ? `${JSON.stringify(result, undefined, 2)}\n` : differenceReport(result));
  return Promise.resolve(exitCodes.clean);
}

function compared(environment: Environment | undefined): object {
  return environment === undefined ? {} : { tier: environment.tier, ...environment.values };
}
