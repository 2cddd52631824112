import type { Place } from "./syntax";
import { SyntaxProblem } from "./syntax";

/** What `next` and `peek` answer at the end of the text, as in the Go scanners. */
export const END = 0;

/**
 * Reads a text one character (code point) at a time and knows the place. The scanners of HCL and of its JSON form are written
 * over it in the shape of the Go ones, because some of their peculiarities follow from how far they have read.
 */
export class Cursor {
  /** Index into `text` behind the last character read. */
  offset = 0;
  private line = 1;
  /** Column of the last character read; 0 just behind a newline. */
  private column = 0;
  private lengthOfLastLine = 0;
  private ended = false;
  private offsetBefore = 0;
  private lineBefore = 1;
  private columnBefore = 0;

  constructor(readonly text: string) {}

  next(): number {
    const character = this.text.codePointAt(this.offset);
    if (character === undefined) {
      // Go counts a column for every try; the place just behind the last character is more use.
      if (!this.ended) this.column += 1;
      this.ended = true;
      return END;
    }
    this.offsetBefore = this.offset;
    this.lineBefore = this.line;
    this.columnBefore = this.column;
    this.offset += character > 0xffff ? 2 : 1;
    this.column += 1;
    if (character === 0x0a) {
      this.lengthOfLastLine = this.column;
      this.line += 1;
      this.column = 0;
    }
    return character;
  }

  /** Puts the last character back. Only right after a `next` that was not at the end. */
  unread(): void {
    this.offset = this.offsetBefore;
    this.line = this.lineBefore;
    this.column = this.columnBefore;
  }

  peek(): number {
    return this.text.codePointAt(this.offset) ?? END;
  }

  /** The place of the last character read. */
  place(): Place {
    if (this.column > 0) return { line: this.line, column: this.column };
    return this.line > 1 ? { line: this.line - 1, column: this.lengthOfLastLine } : { line: 1, column: 1 };
  }

  fail(message: string): never {
    throw new SyntaxProblem(message, this.place());
  }
}
