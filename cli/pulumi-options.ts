import { exitCodes, Refusal } from "../problem/problem";

/**
 * Pulumi takes every option of its command line from a variable as well, also those that would configure the rules otherwise or take
 * another stack file: none of them is for a run whose options are ours. @throws {Refusal} that names each
 */
export function refusePulumiOptions(environment: NodeJS.ProcessEnv): void {
  const [first, ...others] = Object.keys(environment)
    .filter((name) => name.startsWith("PULUMI_OPTION_"))
    .sort()
    .map((name) => ({
      subject: name,
      must: "not be set in the environment, because it changes what Pulumi is asked to do",
      fix: `unset ${name}`,
    }));
  if (first === undefined) return;
  throw new Refusal([first, ...others], { exitCode: exitCodes.usage, summary: "Nothing was run." });
}
