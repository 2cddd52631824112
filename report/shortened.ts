/** A part of a text that may be too long. */
export interface Section {
  /** Lines that are never left out. */
  readonly always: readonly string[];
  /** Lines that are, the last ones first. */
  readonly items?: readonly (readonly string[])[];
  /** Says how many items were left out. */
  readonly left?: (count: number) => string;
  /** Lines after the items, never left out. */
  readonly end?: readonly string[];
}

/** The sections as one text of at most so many characters. What stands first is left out last. */
export function fitted(sections: readonly Section[], longest: number): string {
  const fixed = sections.map(({ always, end = [], items = [], left }) => {
    // Room for the line that counts what was left out, wherever anything could be.
    const counting = left === undefined || items.length === 0 ? 0 : left(items.length).length + 1;
    return length([...always, ...end]) + counting;
  });
  let room = longest - fixed.reduce((sum, each) => sum + each, 0);
  const lines = sections.flatMap(({ always, items = [], left, end = [] }) => {
    const fitting = items.findIndex((item) => {
      room -= length(item);
      return room < 0;
    });
    const shown = fitting === -1 ? items.length : fitting;
    if (shown === items.length) return [...always, ...items.flat(), ...end];
    // What comes after is less dangerous: it must not stand where this did not fit.
    room = 0;
    return [...always, ...items.slice(0, shown).flat(), left?.(items.length - shown) ?? "", ...end];
  });
  return `${lines.join("\n")}\n`;
}

function length(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
