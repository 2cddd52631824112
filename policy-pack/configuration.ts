import { z } from "zod";
import { entryOf } from "../model/entry";
import type { Problem } from "../problem/problem";
import { didYouMean } from "../problem/suggestion";
import { valueProblems, type DataPath, type ValueProblem } from "../problem/value-problem";
import { parseYaml, problemsInFile } from "../problem/yaml-file";
import { levelConfig } from "./level";
import type { RuleData } from "./rule";

/** How strict the rules are: levels and limits, for every environment and for each. */
export const rulesFile = "stacks/rules.yaml";

/** By a rule's id what is said about it: `level`, `unknown` and its own limits. What is not said has the rule's default. */
export type RuleSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Configuration {
  readonly all: RuleSettings;
  readonly environments: Readonly<Record<string, RuleSettings>>;
}

/** The names that a file about rules may use. */
export interface KnownNames {
  readonly rules: readonly RuleData[];
  /** Undefined where nobody knows which environments there are. */
  readonly environments: readonly string[] | undefined;
}

/** What `stacks/rules.yaml` may say, from the rules' own schemas. */
export function configurationSchema(rules: readonly RuleData[]): z.ZodObject {
  const configurable = rules.filter(({ isConfigurable = true }) => isConfigurable);
  const settings = z.strictObject(
    Object.fromEntries(
      configurable.map(({ id, title, config }) => [
        id,
        z
          .strictObject({ ...levelConfig.shape, ...config.shape })
          .describe(`${title}.`)
          .optional(),
      ]),
    ),
  );
  return z.strictObject({
    all: settings.nullish().describe("For every environment."),
    environments: z
      .record(z.string(), settings)
      .nullish()
      .describe(
        "For one environment, by the name of its stack. What is said here counts, and not what is said for all.",
      ),
  });
}

/** Reads the text of `stacks/rules.yaml`. What is wrong in it has no effect; everything else has. */
export function readConfiguration(
  text: string,
  { rules, environments }: KnownNames,
): { readonly configuration: Configuration; readonly problems: readonly Problem[] } {
  const yaml = parseYaml(text, rulesFile);
  if ("problems" in yaml) return { configuration: nothingSaid, problems: yaml.problems };
  const given = yaml.value ?? {};
  const found = [...valueProblems(given, configurationSchema(rules)), ...strangeEnvironments(given, environments)];
  const good = found.map(({ dataPath }) => wholeSetting(dataPath)).reduce(without, given);
  return { configuration: configurationOf(good), problems: problemsInFile(yaml, found) };
}

/** What counts in one environment. */
export function settingsFor({ all, environments }: Configuration, environment: string): RuleSettings {
  const own = entryOf(environments, environment) ?? {};
  const ids = new Set([...Object.keys(all), ...Object.keys(own)]);
  return Object.fromEntries([...ids].map((id) => [id, { ...all[id], ...own[id] }]));
}

export const nothingSaid: Configuration = { all: {}, environments: {} };

const said = z.record(z.string(), z.record(z.string(), z.unknown()));
const shape = z.object({ all: said.nullish(), environments: z.record(z.string(), said).nullish() });

/** The file's own values and not the schema's: those would have every default in them, and no other place could set one. */
function configurationOf(value: unknown): Configuration {
  const { all, environments } = shape.safeParse(value).data ?? {};
  return { all: all ?? {}, environments: environments ?? {} };
}

function strangeEnvironments(given: unknown, known: readonly string[] | undefined): ValueProblem[] {
  const { environments } = shape.safeParse(given).data ?? {};
  if (known === undefined) return [];
  return Object.keys(environments ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => ({
      dataPath: ["environments", name],
      atKey: true,
      problem: { path: `environments.${name}`, must: `be an environment of this project${didYouMean(name, known)}` },
    }));
}

/** A limit that is wrong in a part of it, such as one item of a list, is wrong as a whole. */
function wholeSetting(path: DataPath): DataPath {
  return path.slice(0, path[0] === "environments" ? 4 : 3);
}

function without(value: unknown, [step, ...rest]: DataPath): unknown {
  if (step === undefined || typeof value !== "object" || value === null) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
      if (key !== step) return [[key, child]];
      return rest.length === 0 ? [] : [[key, without(child, rest)]];
    }),
  );
}
