import { visible } from "../problem/visible";

/** Columns that reports are set in. */
export const width = 100;

/** Text at the left and at the right of one line. */
export function leftAndRight(left: string, right: string): string {
  return `${left}${" ".repeat(Math.max(1, width - left.length - right.length))}${right}`;
}

/** Rows with aligned columns, two blanks between; the last column is not padded. */
export function table(rows: readonly (readonly string[])[], indent = ""): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)),
    [],
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)));
    return `${indent}${cells.join("  ")}`.trimEnd();
  });
}

/** `3.4 s` */
export function seconds(duration: number): string {
  return `${duration.toFixed(1)} s`;
}

/** `1 finding`, `2 findings` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Text broken at blanks so that no line is longer than the report is wide; every line after the first is indented as well. */
export function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines;
}

/** Lines for a terminal, or for the log of a CI system: whatever names of others stand in them, each stays the line that it is. */
export function printed(lines: readonly string[]): string {
  return lines.map((line) => withoutCommand(visible(line))).join("\n");
}

/** GitHub's runner takes a line for a command that begins so, blanks or not (actions/runner, ActionCommand.cs). */
function withoutCommand(line: string): string {
  return line.replace(/^(\s*):(?=:)/u, "$1\\u{3a}");
}
