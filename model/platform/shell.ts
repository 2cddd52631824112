/** A program with its arguments. */
export interface Command {
  /** As the program gets them, but for what the shell fills in, which stands as it is written: `$BUCKET`, `$(date +%F)`. */
  readonly words: readonly string[];
  /** The file that its output goes to. */
  readonly output?: string;
  /** What it reads, where that stands in the script: a here-document. */
  readonly document?: string;
}

/** Commands of which each reads what the one before it prints. */
export type Pipeline = readonly Command[];

/**
 * What a shell script runs (POSIX.1-2024, Shell Command Language, Token Recognition), in whatever order and under whatever condition: comments
 * are left out, a quoted text is one word, and the commands in `$(...)` stand for themselves. Never throws: what the shell would refuse
 * is read as far as it goes. Takes time linear in the length of the text.
 */
export function pipelinesIn(script: string): Pipeline[] {
  const reader: Reader = { text: script.replace(/\r\n?/gu, "\n"), at: 0, found: [], documents: [] };
  readUntil(reader, "", 0);
  return reader.found;
}

interface Reader {
  readonly text: string;
  at: number;
  readonly found: Pipeline[];
  /** Here-documents that begin on the next line. */
  documents: { readonly of: Draft; readonly end: string; readonly hasTabs: boolean }[];
}

interface Draft {
  readonly words: string[];
  output?: string;
  document?: string;
}

/** What ends a list of commands; the end of the text ends every one. */
type End = "" | ")" | "`";

/** Substitutions inside one another beyond this count as plain text. */
const deepest = 20;

function readUntil(reader: Reader, end: End, depth: number): void {
  const { text } = reader;
  let draft: Draft = { words: [] };
  let pipeline: Draft[] = [];
  const endCommand = () => {
    if (draft.words.length > 0 || draft.document !== undefined) pipeline.push(draft);
    draft = { words: [] };
  };
  const endPipeline = () => {
    endCommand();
    if (pipeline.length > 0) reader.found.push(pipeline);
    pipeline = [];
  };
  while (reader.at < text.length) {
    const next = text.charAt(reader.at);
    if (next === end) break;
    const operator = operatorAt(reader);
    if (operator !== undefined) {
      reader.at += operator.length;
      if (operator === "|" || operator === "|&") endCommand();
      else endPipeline();
      if (operator === "\n") readDocuments(reader);
    } else if (/\s/u.test(next)) reader.at += 1;
    else if (next === "#") reader.at = endOfLine(text, reader.at);
    else if (/[<>]/u.test(next) || text.startsWith("&>", reader.at)) readRedirection(reader, draft, end, depth);
    else readOperand(reader, draft, end, depth);
  }
  reader.at += end.length;
  endPipeline();
}

const operators = ["\n", ";", "||", "|&", "|", "&&", "&", "(", ")"] as const;

function operatorAt({ text, at }: Reader): (typeof operators)[number] | undefined {
  return text.startsWith("&>", at) ? undefined : operators.find((operator) => text.startsWith(operator, at));
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** A word, unless it is the number of a file that is redirected: `2>&1`. */
function readOperand(reader: Reader, draft: Draft, end: End, depth: number): void {
  const start = reader.at;
  const word = readWord(reader, end, depth);
  const isNumber = /^\d+$/u.test(word) && /[<>]/u.test(reader.text.charAt(reader.at));
  // A line that only goes on with the next one has no word.
  if (!isNumber && reader.text.slice(start, reader.at) !== "\\\n") draft.words.push(word);
}

function readRedirection(reader: Reader, draft: Draft, end: End, depth: number): void {
  const [operator = ">"] =
    /^(?:<<<|<<-|<<|<>|<&|<|&>>?|>>|>&|>\||>)/u.exec(reader.text.slice(reader.at, reader.at + 3)) ?? [];
  reader.at += operator.length;
  while (/[ \t]/u.test(reader.text.charAt(reader.at))) reader.at += 1;
  // What follows `>(` or `<(` are commands of their own.
  if (reader.text.startsWith("(", reader.at)) return;
  const target = readWord(reader, end, depth);
  if (operator === "<<" || operator === "<<-")
    reader.documents.push({ of: draft, end: target, hasTabs: operator === "<<-" });
  else if (operator === "<<<") draft.document = target;
  else if (operator.includes(">") && operator !== ">&" && operator !== "<>") draft.output = target;
}

function readDocuments(reader: Reader): void {
  const { text, documents } = reader;
  reader.documents = [];
  for (const { of, end, hasTabs } of documents) {
    const lines: string[] = [];
    while (reader.at < text.length) {
      const lineEnd = endOfLine(text, reader.at);
      const line = text.slice(reader.at, lineEnd).replace(hasTabs ? /^\t+/u : /^/u, "");
      reader.at = lineEnd + 1;
      if (line === end) break;
      lines.push(line);
    }
    of.document = lines.join("\n");
  }
}

function readWord(reader: Reader, end: End, depth: number): string {
  let word = "";
  while (reader.at < reader.text.length) {
    const next = reader.text.charAt(reader.at);
    if (/[\s;&|()<>]/u.test(next) || next === end) break;
    word += next === '"' ? readQuoted(reader, depth) : readPart(reader, depth);
  }
  return word;
}

/** What stands between double quotes. */
function readQuoted(reader: Reader, depth: number): string {
  let text = "";
  reader.at += 1;
  while (reader.at < reader.text.length && reader.text.charAt(reader.at) !== '"')
    text += reader.text.charAt(reader.at) === "'" ? take(reader, 1) : readPart(reader, depth);
  reader.at += 1;
  return text;
}

function readPart(reader: Reader, depth: number): string {
  const { text, at } = reader;
  switch (text.charAt(at)) {
    case "\\":
      reader.at += 2;
      return text.charAt(at + 1).replace("\n", "");
    case "'":
      return readLiteral(reader);
    case "`":
      return readSubstitution(reader, 1, "`", depth);
    case "$":
      if (text.startsWith("$((", at)) return readNested(reader, "(", ")");
      if (text.startsWith("$(", at)) return readSubstitution(reader, 2, ")", depth);
      return text.startsWith("${", at) ? readNested(reader, "{", "}") : take(reader, 1);
    default:
      return take(reader, 1);
  }
}

function take(reader: Reader, length: number): string {
  reader.at += length;
  return reader.text.slice(reader.at - length, reader.at);
}

/** What stands between single quotes. */
function readLiteral(reader: Reader): string {
  const { text, at } = reader;
  const end = text.indexOf("'", at + 1);
  reader.at = end === -1 ? text.length : end + 1;
  return text.slice(at + 1, end === -1 ? text.length : end);
}

function readSubstitution(reader: Reader, opening: number, end: End, depth: number): string {
  if (depth >= deepest) return take(reader, 1);
  const start = reader.at;
  reader.at += opening;
  readUntil(reader, end, depth + 1);
  return reader.text.slice(start, reader.at);
}

/** `${NAME:-default}`, `$((1 + 2))`: to the bracket that closes the first. */
function readNested(reader: Reader, opening: string, closing: string): string {
  const { text, at: start } = reader;
  let depth = 0;
  do {
    const next = text.charAt(reader.at);
    depth += next === opening ? 1 : next === closing ? -1 : 0;
    reader.at += 1;
  } while (reader.at < text.length && (depth > 0 || reader.at < start + 2));
  return text.slice(start, reader.at);
}
