import { type Comment, type Outline, outlineOf, type OutlineEntry, type OutlineValue } from "./outline";
import { isJsonForm, parseHcl, withoutLoneSurrogates } from "./parse";

/**
 * Lays an HCL text out as `vault policy fmt` does: two blanks of indentation, one attribute per line, equals signs of
 * neighbours under each other, an empty line between blocks. Nothing but blanks, line ends and commas changes; comments stay.
 * A text in the JSON form is only trimmed, for it need not be JSON that any other tool can read.
 *
 * @returns a text that ends with a newline and that formats to itself
 * @throws SyntaxProblem where Vault cannot parse the text
 */
export function formatHcl(text: string): string {
  const wellFormed = withoutLoneSurrogates(text);
  parseHcl(wellFormed);
  if (isJsonForm(wellFormed)) return `${wellFormed.trim()}\n`;
  const lines = bodyLines(outlineOf(wellFormed.replaceAll("\r\n", "\n")), "apart");
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/**
 * The lines of a body, without indentation of its own. A line may hold line ends that belong to a token: those of a heredoc, a
 * block comment, an interpolation. They are never indented.
 */
function bodyLines(body: Outline, neighbours: Neighbours): string[] {
  const lines: string[] = [];
  for (const group of grouped(body.entries, neighbours)) {
    if (lines.length > 0) lines.push("");
    lines.push(...groupLines(group));
  }
  if (body.closing.length > 0 && lines.length > 0) lines.push("");
  lines.push(...commentLines(body.closing));
  return lines;
}

/** What stands on lines of its own at the top level is kept apart there, except empty blocks. */
type Neighbours = "apart" | "together";

/** Entries between which there is no empty line. */
function grouped(entries: readonly OutlineEntry[], neighbours: Neighbours): OutlineEntry[][] {
  const groups: OutlineEntry[][] = [];
  let before: OutlineEntry | undefined;
  for (const entry of entries) {
    const group = groups.at(-1);
    if (before !== undefined && group !== undefined && belongTogether(before, entry, neighbours)) group.push(entry);
    else groups.push([entry]);
    before = entry;
  }
  return groups;
}

function belongTogether(before: OutlineEntry, entry: OutlineEntry, neighbours: Neighbours): boolean {
  if (entry.blankBefore || entry.above.length > 0) return false;
  if (neighbours === "apart") {
    const areOnNeighbouringLines = entry.firstLine === before.firstLine + 1;
    // A comment of several lines behind the first takes the second one line further away each time it is laid out.
    const isOneLineBehind = before.behind.every(({ text }) => !text.includes("\n"));
    return (
      isEmptyBlock(before) &&
      isEmptyBlock(entry) &&
      before.above.length === 0 &&
      areOnNeighbouringLines &&
      isOneLineBehind
    );
  }
  return isShort(before) && isShort(entry);
}

/** Whether it takes one line, and one more at most for a comment. */
const isShort = ({ value, above, behind }: OutlineEntry): boolean =>
  isOneLine(value) && above.length <= 1 && [...above, ...behind].every(({ text }) => !text.includes("\n"));

function isOneLine(value: OutlineValue): boolean {
  switch (value.kind) {
    case "text":
      return !value.text.includes("\n");
    case "object":
      return isEmpty(value.body);
    case "list":
      return value.oneLine && value.body.entries.every((entry) => isOneLine(entry.value));
  }
}

const isEmpty = ({ entries, closing }: Outline): boolean => entries.length === 0 && closing.length === 0;

const isEmptyBlock = ({ assigned, value }: OutlineEntry): boolean =>
  !assigned && value.kind === "object" && isEmpty(value.body);

function groupLines(group: readonly OutlineEntry[]): string[] {
  const keyWidth = Math.max(...group.map(({ keys, assigned }) => (assigned ? width(keys.join(" ")) : 0)));
  const heads = group.map(({ keys, assigned }) =>
    assigned ? `${pad(keys.join(" "), keyWidth)} = ` : keys.map((key) => `${key} `).join(""),
  );
  const values = group.map(({ value }) => valueLines(value));
  const valueWidth = group.length === 1 ? 0 : Math.max(...values.map((lines) => width(lines[0] ?? "")));
  return group.flatMap((entry, index) => {
    const [first = "", ...rest] = values[index] ?? [];
    const lines = [`${heads[index] ?? ""}${first}`, ...rest];
    const last = lines.pop() ?? "";
    const padding =
      entry.behind.length > 0 && rest.length === 0 ? " ".repeat(Math.max(0, valueWidth - width(first))) : "";
    const behind = entry.behind.map(({ text }) => ` ${text}`).join("");
    return [...commentLines(entry.above), ...separatedFromComments(entry), ...lines, `${last}${padding}${behind}`];
  });
}

/** An empty line between an entry and the comments above it, where the author left one. */
const separatedFromComments = ({ above, blankBefore }: OutlineEntry): string[] =>
  blankBefore && above.length > 0 ? [""] : [];

const commentLines = (comments: readonly Comment[]): string[] =>
  comments.flatMap(({ text, blankBefore }, index) => (blankBefore && index > 0 ? ["", text] : [text]));

function valueLines(value: OutlineValue): string[] {
  switch (value.kind) {
    case "text":
      return [value.text.replace(/\n$/, "")];
    case "object": {
      const lines = bodyLines(value.body, "together");
      return lines.length === 0 ? ["{}"] : ["{", ...indented(lines), "}"];
    }
    case "list":
      if (value.oneLine) return [`[${value.body.entries.map((entry) => valueLines(entry.value).join("")).join(", ")}]`];
      return ["[", ...indented(elementLines(value.body)), "]"];
  }
}

function elementLines({ entries, closing }: Outline): string[] {
  const lines: string[] = [];
  entries.forEach((entry, index) => {
    const isCommented = entry.above.length > 0;
    if (isCommented && index > 0) lines.push("");
    lines.push(...commentLines(entry.above), ...valueLines(entry.value));
    // A heredoc's end marker must stand alone on its line.
    const isHeredoc = entry.value.kind === "text" && entry.value.text.startsWith("<<");
    const last = isHeredoc ? "" : (lines.pop() ?? "");
    lines.push(`${last},${entry.behind.map(({ text }) => ` ${text}`).join("")}`);
  });
  return [...lines, ...commentLines(closing)];
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => (line === "" ? "" : `  ${line}`));

/** In bytes, as Go aligns: with letters beyond ASCII the columns are off, but in the same way. */
const width = (text: string): number => Buffer.byteLength(text);

const pad = (text: string, to: number): string => text + " ".repeat(Math.max(0, to - width(text)));
