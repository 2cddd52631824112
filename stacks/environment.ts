import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { exitCodes, Refusal, type Problem } from "../problem/problem";
import { didYouMean } from "../problem/suggestion";
import { valueProblems } from "../problem/value-problem";
import { parseYaml, problemsInFile } from "../problem/yaml-file";
import { stackFileSchema, type EnvironmentValues, type Tier } from "./schema";

export interface Environment {
  readonly name: string;
  readonly tier: Tier;
  /** The stacks that have what the whole environment must have, by duty, where the file names them. */
  readonly responsible: z.output<typeof stackFileSchema>["strongroom:responsible"];
  readonly values: EnvironmentValues;
}

/** A stack file that cannot be used. */
export class BrokenStackFile extends Refusal {
  constructor(problems: readonly [Problem, ...Problem[]]) {
    super(problems, {
      exitCode: exitCodes.usage,
      summary:
        "Nothing was run. The format is described in docs/configuration.md; editors complete it from stacks/environment.schema.json.",
    });
  }
}

/**
 * Reads `stacks/Pulumi.<name>.yaml`.
 *
 * @param folder the folder of stack files
 * @throws {BrokenStackFile} with every problem of the file at once, each with its line and column
 */
export function readEnvironment(folder: string, name: string, environments: readonly string[]): Environment {
  const file = path.join(folder, `Pulumi.${name}.yaml`);
  if (!existsSync(file)) {
    throw new Refusal(
      [
        {
          subject: `environment "${name}"`,
          must: `have a file ${shown(file)}${didYouMean(name, environments)}`,
          fix: environments.length === 0 ? "write one" : `use ${environments.join(", ")}, or write one`,
        },
      ],
      { exitCode: exitCodes.usage },
    );
  }
  return { name, ...parseEnvironment(readFileSync(file, "utf8"), shown(file)) };
}

/** Checks the text of a stack file. @throws {BrokenStackFile} */
export function parseEnvironment(text: string, file: string): Omit<Environment, "name"> {
  const yaml = parseYaml(text, file);
  if ("problems" in yaml) throw new BrokenStackFile(yaml.problems);
  const ours = ourConfiguration(yaml.value);
  const parsed = stackFileSchema.safeParse(ours);
  const [first, ...rest] = problemsInFile(yaml, valueProblems(ours, stackFileSchema), ["config"]);
  if (first !== undefined) throw new BrokenStackFile([first, ...rest]);
  if (!parsed.success) throw new Error(`${file}: the schema refused it without saying why`);
  return {
    tier: parsed.data["strongroom:tier"],
    responsible: parsed.data["strongroom:responsible"],
    values: parsed.data["strongroom:environment"],
  };
}

/** Only keys of ours are ours to judge: a stack file may configure other packages as well. */
function ourConfiguration(file: unknown): Record<string, unknown> {
  const { config } = z.object({ config: z.record(z.string(), z.unknown()) }).safeParse(file).data ?? { config: {} };
  return Object.fromEntries(Object.entries(config).filter(([key]) => key.startsWith("strongroom:")));
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
