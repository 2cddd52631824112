import { Composer, CST, isScalar, Lexer, LineCounter, Parser, type Document, type YAMLError } from "yaml";
import type { Position } from "../place";
import { Budget, deepest, mostValues, tooManyValues, UnreadableTree } from "./bounds";
import type { Located } from "./located";
import { beginningOf, fileProblem, type FileProblem, type SourceText } from "./reading";
import { YamlTree } from "./yaml-tree";

/** The documents of a YAML text, as far as they can be read. */
export interface YamlDocuments {
  readonly documents: readonly Located[];
  readonly problems: readonly FileProblem[];
}

/**
 * Reads YAML as the programs do that these files are for: kubectl and Helm (sigs.k8s.io/yaml, which is go-yaml v2) and cloud-init
 * (PyYAML) take `yes`, `on` and `0644` for what YAML 1.1 says they are. Never throws; time and memory are linear in the text's length,
 * whatever is in it.
 */
export function readYaml({ file, text }: SourceText): YamlDocuments {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const indentOf = (line: number): number => {
    const start = lines.lineStarts[line - 1] ?? text.length;
    const blanks = / */uy;
    blanks.lastIndex = start;
    return blanks.exec(text)?.[0].length ?? 0;
  };
  const tokens = tokensOf(text, lines);
  if (tokens === undefined) return { documents: [], problems: [tooManyValues(beginningOf(file)).problem] };
  const tooDeep = tokens.map(offsetTooDeep).find((offset) => offset !== undefined);
  if (tooDeep !== undefined) {
    const problem = fileProblem(at(tooDeep), { must: `nest at most ${deepest} deep`, found: "deeper" });
    return { documents: [], problems: [problem] };
  }
  const budget = new Budget();
  const read = [...new Composer(asGoReads).compose(tokens)].map((document) =>
    readDocument(document, new YamlTree(at, indentOf, budget), at),
  );
  return {
    documents: read.flatMap(({ tree }) => tree ?? []),
    problems: read.flatMap(({ problem }) => problem ?? []),
  };
}

/** The tokens of each document, as `Parser.parse` finds them; undefined where they are more than memory should hold. */
function tokensOf(text: string, lines: LineCounter): CST.Token[] | undefined {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let count = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > mostLexemes) return undefined;
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** A value on a line of its own, with its key, is eight of them. */
const mostLexemes = 9 * mostValues;

/** Repeated keys are looked for in the tree: the library compares each key with all the others. */
const asGoReads = {
  version: "1.1",
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "silent",
  customTags: (tags) => tags.filter((tag) => typeof tag !== "string" && isPlain(tag)),
} satisfies ConstructorParameters<typeof Composer>[0];

/** go-yaml v2 leaves times, and numbers to the base of 60, as texts; `<<` is merged in the tree. */
function isPlain({ tag, ...rest }: { readonly tag: string }): boolean {
  const isTime = "format" in rest && rest.format === "TIME";
  return !isTime && /:(?:map|seq|str|null|bool|int|float)$/u.test(tag);
}

/** Where a document nests deeper than is read. Walked without recursion, which is what the depth would break. */
function offsetTooDeep(document: CST.Token): number | undefined {
  const open = [{ token: document, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return token.offset;
    for (const inside of tokensIn(token)) open.push({ token: inside, depth: depth + 1 });
  }
  return undefined;
}

function tokensIn(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!CST.isCollection(token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((each) => each !== undefined && each !== null));
}

/** Without a tree and a problem for an empty document. */
interface ReadDocument {
  readonly tree?: Located;
  readonly problem?: FileProblem;
}

function readDocument(
  { contents, errors }: Document.Parsed,
  tree: YamlTree,
  at: (offset: number) => Position,
): ReadDocument {
  const [error] = errors;
  if (error !== undefined) {
    return { problem: fileProblem(at(error.pos[0]), { must: "be YAML", found: whatIsWrong(error) }) };
  }
  if (contents === null || (isScalar(contents) && contents.value === null)) return {};
  try {
    return { tree: tree.read(contents, 0) };
  } catch (unreadable) {
    if (!(unreadable instanceof UnreadableTree)) throw unreadable;
    return { problem: unreadable.problem };
  }
}

/** In words of our own: the library's repeat what stands in the file, which can be a secret. */
function whatIsWrong({ code }: YAMLError): string {
  switch (code) {
    case "BAD_INDENT":
    case "TAB_AS_INDENT":
      return "an indentation that fits nowhere";
    case "BAD_ALIAS":
      return "an alias of nothing";
    case "MISSING_CHAR":
      return "a quote, a bracket, a comma or a blank missing";
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return "a value in the middle of another";
    default:
      return "something that has no meaning there";
  }
}
