import type { Position } from "../place";
import { Budget, refuseDepth, UnreadableTree } from "./bounds";
import { listOf, located, objectOf, type Located } from "./located";
import type { FileProblem, SourceText } from "./reading";

/** JSON with the places of its parts, or where it is none. Never throws; time and memory are linear in the text's length. */
export function readJson(source: SourceText): Located | FileProblem {
  try {
    return new JsonTree(source).file();
  } catch (unreadable) {
    if (!(unreadable instanceof UnreadableTree)) throw unreadable;
    return unreadable.problem;
  }
}

/** JSON by RFC 8259, each key once. Of the libraries at hand YAML's reads it too, at a tenth of the speed, and not all of it. */
class JsonTree {
  private offset = 0;
  private line = 1;
  private lineStart = 0;
  private readonly budget = new Budget();
  private readonly name: string;
  private readonly text: string;

  constructor({ file, text }: SourceText) {
    this.name = file;
    this.text = text;
  }

  file(): Located {
    const tree = this.value(0);
    this.skipBlanks();
    if (this.offset < this.text.length) this.fail("something behind the end");
    return tree;
  }

  private value(depth: number): Located {
    this.skipBlanks();
    const position = this.position();
    refuseDepth(depth, position);
    this.budget.spend(1, position);
    switch (this.text[this.offset]) {
      case "{":
        return this.object(position, depth);
      case "[":
        return this.list(position, depth);
      case '"':
        return located(this.string(), position);
      default:
        return located(this.word(), position);
    }
  }

  private object(position: Position, depth: number): Located {
    const members = new Map<string, Located>();
    this.items("}", () => {
      const keyPosition = this.position();
      if (this.text[this.offset] !== '"') this.fail("no key");
      const key = this.string();
      this.skipBlanks();
      if (this.text[this.offset] !== ":") this.fail("no colon");
      this.offset += 1;
      const member = this.value(depth + 1);
      if (members.has(key)) throw new UnreadableTree(keyPosition, { must: "have each key once", found: "one twice" });
      members.set(key, { ...member, position: keyPosition });
    });
    return objectOf(members, position);
  }

  private list(position: Position, depth: number): Located {
    const items: Located[] = [];
    this.items("]", () => items.push(this.value(depth + 1)));
    return listOf(items, position);
  }

  /** What stands between brackets, separated by commas. */
  private items(end: string, readItem: () => unknown): void {
    this.offset += 1;
    this.skipBlanks();
    while (this.text[this.offset] !== end) {
      readItem();
      this.skipBlanks();
      if (this.text[this.offset] === ",") {
        this.offset += 1;
        this.skipBlanks();
        if (this.text[this.offset] === end) this.fail("a comma before the end");
      } else if (this.text[this.offset] !== end) this.fail("no comma");
    }
    this.offset += 1;
  }

  private string(): string {
    const start = this.offset;
    let end = start;
    do {
      end = this.text.indexOf('"', end + 1);
      if (end === -1) this.fail("a text without an end");
    } while (isEscaped(this.text, start, end));
    return String(this.parsed(end + 1));
  }

  private word(): unknown {
    const [word = ""] = /^[\w+.-]*/u.exec(this.text.slice(this.offset, this.offset + longestWord)) ?? [];
    if (word === "") this.fail("no value");
    return this.parsed(this.offset + word.length);
  }

  private parsed(end: number): unknown {
    const source = this.text.slice(this.offset, end);
    try {
      const value: unknown = JSON.parse(source);
      this.offset = end;
      return value;
    } catch {
      // The parser's message repeats the text.
      return this.fail("a value that is none");
    }
  }

  private skipBlanks(): void {
    for (; ; this.offset += 1) {
      const character = this.text[this.offset];
      if (character === "\n") {
        this.line += 1;
        this.lineStart = this.offset + 1;
      } else if (character !== " " && character !== "\t" && character !== "\r") return;
    }
  }

  private position(): Position {
    return { file: this.name, line: this.line, column: this.offset - this.lineStart + 1 };
  }

  private fail(found: string): never {
    throw new UnreadableTree(this.position(), { must: "be JSON", found });
  }
}

/** No number that means anything is longer. */
const longestWord = 400;

/** Whether an odd number of backslashes stands before the quote. */
function isEscaped(text: string, start: number, quote: number): boolean {
  let before = quote - 1;
  while (before > start && text[before] === "\\") before -= 1;
  return (quote - 1 - before) % 2 === 1;
}
