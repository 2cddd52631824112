import { is, isDigit, isLetter } from "./characters";
import { END, type Cursor } from "./cursor";

/** Reads a heredoc whose first `<` was read, up to and including the newline behind its end marker. */
export function scanHeredoc(cursor: Cursor): void {
  if (!is(cursor.next(), "<")) cursor.fail("heredoc expected second '<', didn't see it");
  const start = cursor.offset;
  let character = cursor.next();
  if (is(character, "-")) character = cursor.next();
  while (isLetter(character) || isDigit(character)) character = cursor.next();
  if (character === END) cursor.fail("heredoc not terminated");
  if (is(character, "\r") && is(cursor.peek(), "\n")) character = cursor.next();
  if (!is(character, "\n")) cursor.fail("invalid characters in heredoc anchor");
  const anchor = cursor.text.slice(start, cursor.offset - 1);
  if (anchor === "" || anchor === "-") cursor.fail("zero-length heredoc anchor");
  scanLinesUpTo(cursor, anchor);
}

function scanLinesUpTo(cursor: Cursor, anchor: string): void {
  const marker = anchor.startsWith("-") ? anchor.slice(1) : anchor;
  let lineStart = cursor.offset;
  for (;;) {
    const character = cursor.next();
    if (character === END) cursor.fail("heredoc not terminated");
    if (!is(character, "\n")) continue;
    const line = cursor.text.slice(lineStart, cursor.offset - 1);
    // Go compares the length with the anchor's *including* its `-`: the end of `<<-EOF` must be indented by a character at least.
    if (line.length >= anchor.length && isMarkerLine(line, marker)) return;
    lineStart = cursor.offset;
  }
}

function isMarkerLine(line: string, marker: string): boolean {
  const indent = /^[\t\n\v\f\r ]*/.exec(line)?.[0].length ?? 0;
  return line.startsWith(marker, indent) && /^\r*$/.test(line.slice(indent + marker.length));
}

/**
 * The value of a heredoc. `<<-` takes the end marker's own indentation off every line, but only if every line has it (an empty
 * line in the middle is enough to keep all of it).
 */
export function unindentHeredoc(source: string): string {
  const endOfAnchor = source.indexOf("\n");
  const body = source.slice(endOfAnchor + 1, source.length - endOfAnchor + 1);
  if (source[2] !== "-") return body;

  const lines = source.slice(endOfAnchor + 1, source.length - endOfAnchor + 2).split("\n");
  const indent = lines[lines.length - 1] ?? "";
  if (!lines.every((line) => line.startsWith(indent))) return body.replace(/[ \t]+$/, "");
  return [...lines.slice(0, -1).map((line) => line.slice(indent.length)), ""].join("\n");
}
