import { isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document, type Pair } from "yaml";
import type { Problem } from "./problem";
import { withoutSecrets } from "./secret-text";
import type { DataPath, ValueProblem } from "./value-problem";

/** A file that is YAML: what it says, and where in it each value stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Line and column, from 1. */
  readonly position: (path: DataPath, atKey?: boolean) => LineAndColumn;
}

interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

/** @param file how problems name it */
export function parseYaml(text: string, file: string): YamlFile | { readonly problems: [Problem, ...Problem[]] } {
  const lines = new LineCounter();
  // At its usual level the library warns on standard error, with what it warns about.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const positionAt = (offset: number): LineAndColumn => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [broken, ...othersBroken] = syntaxErrors(document).map(({ offset, message }) => ({
    subject: file,
    place: shown(positionAt(offset)),
    must: `be YAML: ${withoutSecrets(message)}`,
  }));
  if (broken !== undefined) return { problems: [broken, ...othersBroken] };
  return {
    file,
    value: document.toJS(),
    position: (path, atKey = false) =>
      positionAt((atKey ? keyOffset(document, path) : undefined) ?? valueOffset(document, path)),
  };
}

/**
 * What is wrong with a file's values, in the order of the file, each with its place.
 *
 * @param below where in the file the values stand
 */
export function problemsInFile(
  { file, position }: YamlFile,
  found: readonly ValueProblem[],
  below: DataPath = [],
): Problem[] {
  return found
    .map(({ dataPath, atKey, problem }) => ({ at: position([...below, ...dataPath], atKey), problem }))
    .sort((left, right) => left.at.line - right.at.line || left.at.column - right.at.column)
    .map(({ at, problem }) => ({ ...problem, subject: file, place: shown(at) }));
}

function shown({ line, column }: LineAndColumn): string {
  return `${line}:${column}`;
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

function keyOffset(document: Document, path: DataPath): number | undefined {
  const parent: unknown = path.length < 2 ? document.contents : document.getIn(path.slice(0, -1));
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item: Pair) => isScalar(item.key) && item.key.value === path.at(-1));
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** Where a value stands, or, for one that is missing, the nearest thing around it that does. */
function valueOffset(document: Document, path: DataPath): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
