import { z } from "zod";
import type { Problem } from "../problem/problem";
import { didYouMean } from "../problem/suggestion";
import { valueProblems, type ValueProblem } from "../problem/value-problem";
import { parseYaml, problemsInFile } from "../problem/yaml-file";
import type { KnownNames } from "./configuration";
import { daysBetween, isDay } from "./day";
import type { Waiver } from "./waiver";

/** What is accepted for a while although a rule finds it. */
export const waiversFile = "stacks/waivers.yaml";

/** The longest time that something may be accepted in advance. */
export const longestWaiver = 180;

const words = z.string().regex(/\S/u, "must not be empty");

/** One entry of `stacks/waivers.yaml`. */
export function waiverSchema({ rules, environments }: KnownNames) {
  const ids = rules
    .filter(({ isWaivable = true }) => isWaivable)
    .map(({ id }) => id)
    .sort();
  return z.strictObject({
    rule: oneOf(ids, "the id of a rule that can be waived").describe("The rule whose findings are accepted."),
    resource: words.describe(
      "Which findings: a pattern for the resource's whole URN, or for the whole subject as reports show it. `*` stands for any text.",
    ),
    path: words
      .optional()
      .describe("A pattern for the path inside the subject, without its line. Without one every path is accepted."),
    environments: z
      .array(oneOf(environments, "an environment of this project"))
      .min(1)
      .describe("The environments in which they are accepted, by the names of their stacks."),
    reason: words.describe("Why it is no danger, or what is being done about it."),
    owner: words.describe("Who answers for it: a team or a person."),
    expires: z
      .string()
      .refine(isDay, "must be a day such as 2027-03-31")
      .describe(`The last day on which it counts, in UTC; at most ${longestWaiver} days ahead.`),
  });
}

/** A word of a list, where there is one; editors complete it. */
function oneOf(known: readonly string[] | undefined, what: string) {
  if (known === undefined) return words;
  return z
    .string()
    .refine((word) => known.includes(word), {
      error: ({ input }) => `must be ${what}${typeof input === "string" ? didYouMean(input, known) : ""}`,
    })
    .meta({ enum: known });
}

/** Reads the text of `stacks/waivers.yaml`. A waiver with anything wrong in it accepts nothing; the others do. */
export function readWaivers(
  text: string,
  names: KnownNames,
  today: string,
): { readonly waivers: readonly Waiver[]; readonly problems: readonly Problem[] } {
  const yaml = parseYaml(text, waiversFile);
  if ("problems" in yaml) return { waivers: [], problems: yaml.problems };
  const given = yaml.value ?? [];
  const entry = waiverSchema(names);
  const found = [...valueProblems(given, z.array(entry)), ...tooLong(given, today)];
  if (!Array.isArray(given)) return { waivers: [], problems: problemsInFile(yaml, found) };
  const waivers = given.flatMap((value, index) => {
    if (found.some(({ dataPath }) => dataPath[0] === index)) return [];
    const { path, reason, ...waiver } = entry.parse(value);
    return [
      {
        ...waiver,
        reason: reason.replace(/\s+/gu, " ").trim(),
        ...(path === undefined ? {} : { path }),
        position: { file: waiversFile, ...yaml.position([index]) },
      },
    ];
  });
  return { waivers, problems: problemsInFile(yaml, found) };
}

function tooLong(given: unknown, today: string): ValueProblem[] {
  const entries = z.array(z.unknown()).safeParse(given).data ?? [];
  return entries.flatMap((entry, index) => {
    const { data } = z.object({ expires: z.string().refine(isDay) }).safeParse(entry);
    if (data === undefined || daysBetween(today, data.expires) <= longestWaiver) return [];
    return [
      {
        dataPath: [index, "expires"],
        atKey: false,
        problem: { path: `[${index}].expires`, must: `be at most ${longestWaiver} days ahead`, found: data.expires },
      },
    ];
  });
}
