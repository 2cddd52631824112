import { is, isBlank, isDecimal, isDigit, isLetter } from "./characters";
import { Cursor, END } from "./cursor";
import { scanHeredoc } from "./heredoc";
import { scanExponent, scanHclNumber, scanMantissa } from "./number";
import { scanHclString } from "./string";
import type { Token, TokenKind } from "./token";

/** The tokens of an HCL text, comments included; ends with EOF, which it repeats. Throws SyntaxProblem as `hcl/scanner` does. */
export class Scanner {
  private readonly cursor: Cursor;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  scan(): Token {
    const { cursor } = this;
    let character = cursor.next();
    while (isBlank(character)) character = cursor.next();
    const place = cursor.place();
    if (character === END) return { kind: "EOF", text: "", place };
    const start = cursor.offset - (character > 0xffff ? 2 : 1);
    const kind = scanRest(cursor, character);
    const text = cursor.text.slice(start, cursor.offset);
    return { kind: kind === "IDENT" && (text === "true" || text === "false") ? "BOOL" : kind, text, place };
  }
}

const signs: ReadonlyMap<string, TokenKind> = new Map([
  ["[", "LBRACK"],
  ["]", "RBRACK"],
  ["{", "LBRACE"],
  ["}", "RBRACE"],
  [",", "COMMA"],
  ["=", "ASSIGN"],
  ["+", "ADD"],
]);

/** Reads what belongs to the token that `character` begins. */
function scanRest(cursor: Cursor, character: number): TokenKind {
  if (isLetter(character)) return scanIdentifier(cursor);
  if (isDecimal(character)) return scanHclNumber(cursor, character);
  const sign = String.fromCodePoint(character);
  switch (sign) {
    case '"':
      scanHclString(cursor);
      return "STRING";
    case "#":
    case "/":
      scanComment(cursor, sign);
      return "COMMENT";
    case "<":
      scanHeredoc(cursor);
      return "HEREDOC";
    case ".":
      if (!isDecimal(cursor.peek())) return "PERIOD";
      scanExponent(cursor, scanMantissa(cursor, cursor.peek()));
      return "FLOAT";
    case "-":
      return isDecimal(cursor.peek()) ? scanHclNumber(cursor, cursor.next()) : "SUB";
    default:
      return signs.get(sign) ?? cursor.fail("illegal char");
  }
}

function scanIdentifier(cursor: Cursor): TokenKind {
  let character = cursor.next();
  while (isLetter(character) || isDigit(character) || is(character, "-") || is(character, "."))
    character = cursor.next();
  if (character !== END) cursor.unread();
  return "IDENT";
}

function scanComment(cursor: Cursor, sign: "#" | "/"): void {
  if (sign === "/" && is(cursor.peek(), "*")) return scanBlockComment(cursor);
  if (sign === "/" && !is(cursor.peek(), "/")) cursor.fail("expected '/' for comment");
  let character = cursor.next();
  while (!is(character, "\n") && character !== END) character = cursor.next();
  if (character !== END) cursor.unread();
}

function scanBlockComment(cursor: Cursor): void {
  cursor.next();
  let character = cursor.next();
  for (;;) {
    if (character === END) cursor.fail("comment not terminated");
    const before = character;
    character = cursor.next();
    if (is(before, "*") && is(character, "/")) return;
  }
}
