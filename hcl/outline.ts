import { Scanner } from "./scanner";
import type { Token, TokenKind } from "./token";

/** What a well-formed HCL text says, comments and line breaks included, as far as its formatting needs to know them. */
export interface Outline {
  readonly entries: readonly OutlineEntry[];
  /** Comments behind the last entry. */
  readonly closing: readonly Comment[];
}

export interface OutlineEntry {
  /** Comments above it, and those that stood between its key and its value. */
  readonly above: readonly Comment[];
  /** As written; empty for an element of a list. */
  readonly keys: readonly string[];
  readonly assigned: boolean;
  readonly value: OutlineValue;
  /** Comments behind it on its last line. */
  readonly behind: readonly Comment[];
  readonly firstLine: number;
  readonly blankBefore: boolean;
}

export type OutlineValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "object"; readonly body: Outline }
  | { readonly kind: "list"; readonly body: Outline; readonly oneLine: boolean };

export interface Comment {
  readonly text: string;
  /** Whether an empty line stands above it. */
  readonly blankBefore: boolean;
}

/** @param text that `parseHcl` accepts, and not in the JSON form; line ends as `\n`. */
export function outlineOf(text: string): Outline {
  return new Outliner(text).body("EOF");
}

/** Walks over tokens that are known to be in order, so it checks nothing. */
class Outliner {
  private readonly scanner: Scanner;
  private token: Token;
  /** The line that the token before `token` ends on. */
  private lastLine = 0;

  constructor(text: string) {
    this.scanner = new Scanner(text);
    this.token = this.scanner.scan();
  }

  /** Everything up to the token `end`, which becomes the current one. */
  body(end: TokenKind): Outline {
    const entries: OutlineEntry[] = [];
    for (;;) {
      const above = this.comments();
      if (this.token.kind === end) return { entries, closing: above };
      const entry = this.entry(above);
      // `key =` at the end of the text says nothing.
      if (entry === undefined) return { entries, closing: above };
      entries.push(entry);
    }
  }

  private entry(above: Comment[]): OutlineEntry | undefined {
    const firstLine = this.token.place.line;
    const blankBefore = this.isBlankBefore();
    const keys: string[] = [];
    while (this.token.kind === "IDENT" || this.token.kind === "STRING") {
      keys.push(this.advance().text);
      above.push(...this.comments());
    }
    const assigned = this.token.kind === "ASSIGN";
    if (assigned) this.advance();
    above.push(...this.comments());
    if (this.token.kind === "EOF") return undefined;
    const value = this.value();
    return { above, keys, assigned, value, behind: this.commentsBehind(), firstLine, blankBefore };
  }

  private value(): OutlineValue {
    const { kind, text, place } = this.advance();
    if (kind === "LBRACE") {
      const body = this.body("RBRACE");
      this.advance();
      return { kind: "object", body };
    }
    if (kind !== "LBRACK") return { kind: "text", text };
    const body = this.listBody();
    this.advance();
    const oneLine =
      body.closing.length === 0 &&
      body.entries.every(
        ({ above, behind, value, firstLine }) =>
          above.length + behind.length === 0 &&
          firstLine === place.line &&
          value.kind === "text" &&
          !value.text.startsWith("<<"),
      );
    return { kind: "list", body, oneLine };
  }

  private listBody(): Outline {
    const entries: OutlineEntry[] = [];
    for (;;) {
      const above = this.comments();
      if (this.token.kind === "RBRACK") return { entries, closing: above };
      if (this.token.kind === "COMMA") {
        this.advance();
        continue;
      }
      const firstLine = this.token.place.line;
      const blankBefore = this.isBlankBefore();
      const value = this.value();
      entries.push({ above, keys: [], assigned: false, value, behind: this.commentsBehind(), firstLine, blankBefore });
    }
  }

  /** Comments on the line that was just read, before or behind a comma on that line. */
  private commentsBehind(): Comment[] {
    const comments = this.commentsOnThisLine();
    if (this.token.kind !== "COMMA") return comments;
    const isOnThisLine = this.token.place.line === this.lastLine;
    this.advance();
    return isOnThisLine ? [...comments, ...this.commentsOnThisLine()] : comments;
  }

  private commentsOnThisLine(): Comment[] {
    const comments: Comment[] = [];
    while (this.token.kind === "COMMENT" && this.token.place.line === this.lastLine) {
      comments.push({ text: this.advance().text.trimEnd(), blankBefore: false });
    }
    return comments;
  }

  private comments(): Comment[] {
    const comments: Comment[] = [];
    while (this.token.kind === "COMMENT") {
      const blankBefore = this.isBlankBefore();
      comments.push({ text: this.advance().text.trimEnd(), blankBefore });
    }
    return comments;
  }

  private isBlankBefore(): boolean {
    return this.token.place.line > this.lastLine + 1;
  }

  private advance(): Token {
    const { token } = this;
    // A heredoc has the newline behind its end marker in it.
    this.lastLine = token.place.line + (token.text.replace(/\n$/, "").match(/\n/g)?.length ?? 0);
    this.token = this.scanner.scan();
    return token;
  }
}
