import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document, type Pair } from "yaml";
import { exitCodes, Refusal, type Problem } from "../problem/problem";
import { didYouMean } from "../problem/suggestion";
import { secretsIn, valueProblems, type DataPath, type ValueProblem } from "./issue";
import { withoutSecrets } from "./secret-text";
import { stackFileSchema, type EnvironmentValues, type Tier } from "./schema";

export interface Environment {
  readonly name: string;
  readonly tier: Tier;
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
  const lines = new LineCounter();
  // At its usual level the library warns on standard error, with what it warns about.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const [broken, ...othersBroken] = syntaxErrors(document).map(({ offset, message }) => ({
    subject: file,
    place: place(lines, offset),
    must: `be YAML: ${withoutSecrets(message)}`,
  }));
  if (broken !== undefined) throw new BrokenStackFile([broken, ...othersBroken]);
  const ours = ourConfiguration(document);
  const parsed = stackFileSchema.safeParse(ours, { reportInput: true });
  const secrets = secretsIn(ours);
  if (parsed.success && secrets.length === 0) {
    return { tier: parsed.data["strongroom:tier"], values: parsed.data["strongroom:environment"] };
  }
  const [first, ...rest] = [...valueProblems(parsed.error?.issues ?? []), ...secrets]
    .map((found) => ({ offset: offsetOf(document, found), found }))
    .sort((left, right) => left.offset - right.offset)
    .map(({ offset, found }) => inFile(file, place(lines, offset), found));
  if (first === undefined) throw new Error(`${file}: the schema refused it without saying why`);
  throw new BrokenStackFile([first, ...rest]);
}

function inFile(file: string, where: string, { problem }: ValueProblem): Problem {
  return { ...problem, subject: file, place: where };
}

interface SyntaxError {
  readonly offset: number;
  readonly message: string;
}

/** What is no YAML, with the aliases that name nothing, themselves, or too much: reading their values would throw, or not end. */
function syntaxErrors(document: Document): SyntaxError[] {
  const errors: SyntaxError[] = document.errors.map(({ pos: [offset], message }) => ({ offset, message }));
  visit(document, {
    Alias: (_, alias) => {
      const offset = alias.range?.[0] ?? 0;
      const [from = offset, , to = offset] = alias.resolve(document)?.range ?? [];
      if (from <= offset && offset <= to) {
        errors.push({ offset, message: `the alias *${alias.source} must name something before it` });
      }
    },
  });
  if (errors.length > 0) return errors;
  try {
    document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return [{ offset: 0, message: error.message }];
  }
  return [];
}

/** Only keys of ours are ours to judge: a stack file may configure other packages as well. */
function ourConfiguration(document: Document): Record<string, unknown> {
  const config: unknown = document.getIn(["config"]);
  if (!isMap(config)) return {};
  const plain: unknown = config.toJS(document);
  if (typeof plain !== "object" || plain === null) return {};
  return Object.fromEntries(Object.entries(plain).filter(([key]) => key.startsWith("strongroom:")));
}

function offsetOf(document: Document, { dataPath, atKey }: ValueProblem): number {
  return (atKey ? keyOffset(document, dataPath) : undefined) ?? valueOffset(document, dataPath);
}

function keyOffset(document: Document, dataPath: DataPath): number | undefined {
  const parent: unknown = document.getIn(["config", ...dataPath.slice(0, -1)]);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item: Pair) => isScalar(item.key) && item.key.value === dataPath.at(-1));
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** Where a value stands, or, for one that is missing, the nearest thing around it that does. */
function valueOffset(document: Document, dataPath: DataPath): number {
  for (let length = dataPath.length; length >= 0; length--) {
    const node: unknown = document.getIn(["config", ...dataPath.slice(0, length)], true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function place(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
