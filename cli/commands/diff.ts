import { exitCodes, together, type ExitCode } from "../../problem/problem";
import { differenceReport, type EnvironmentDifferences } from "../../report/difference";
import { differences } from "../../stacks/difference";
import type { Environment } from "../../stacks/environment";
import type { Io } from "../io";
import { findProject, projectEnvironment, type Project } from "../project";

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
  const [left, right] = bothEnvironments(project, options);
  const result: EnvironmentDifferences = {
    left: options.left,
    right: options.right,
    differences: differences(compared(left), compared(right)),
  };
  io.out(options.json ? `${JSON.stringify(result, undefined, 2)}\n` : differenceReport(result));
  return Promise.resolve(exitCodes.clean);
}

/** @throws Refusal with every problem of both files */
function bothEnvironments(project: Project, { left, right }: DiffArguments): readonly [Environment, Environment] {
  const first = attempted(() => projectEnvironment(project, left));
  const second = attempted(() => projectEnvironment(project, right));
  if ("error" in first) throw "error" in second && left !== right ? together(first.error, second.error) : first.error;
  if ("error" in second) throw second.error;
  return [first.result, second.result];
}

function attempted<Result>(work: () => Result): { readonly result: Result } | { readonly error: unknown } {
  try {
    return { result: work() };
  } catch (error) {
    return { error };
  }
}

function compared({ tier, values }: Environment): object {
  return { tier, ...values };
}
