/**
 * A text of others on one line of a terminal or a report: control characters, such as those that move a cursor or begin a line that a
 * CI system takes for a command, and those that turn the direction of a text around, are shown as what they are.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, shown);
}

function shown(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
