import { is, isBlank, isDecimal, isDigit, isLetter } from "./characters";
import { Cursor, END } from "./cursor";
import { scanExponent, scanJsonNumber, scanMantissa } from "./number";
import { scanJsonString } from "./string";
import type { Token, TokenKind } from "./token";

/** The tokens of the JSON form of HCL, as Go's `json/scanner` reads them; a NUL counts as an end of the text there. */
export class JsonScanner {
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
    const kind = scanRest(cursor, character, start);
    return { kind, text: cursor.text.slice(start, cursor.offset), place };
  }
}

const signs: ReadonlyMap<string, TokenKind> = new Map([
  ["[", "LBRACK"],
  ["]", "RBRACK"],
  ["{", "LBRACE"],
  ["}", "RBRACE"],
  [",", "COMMA"],
  [":", "COLON"],
]);

const words: ReadonlyMap<string, TokenKind> = new Map([
  ["true", "BOOL"],
  ["false", "BOOL"],
  ["null", "NULL"],
]);

/** Reads what belongs to the token that `character`, standing at `start`, begins. */
function scanRest(cursor: Cursor, character: number, start: number): TokenKind {
  if (isLetter(character)) return scanWord(cursor, start);
  if (isDecimal(character)) return scanJsonNumber(cursor, character);
  const sign = String.fromCodePoint(character);
  switch (sign) {
    case '"':
      scanJsonString(cursor);
      return "STRING";
    case ".":
      if (!isDecimal(cursor.peek())) return "PERIOD";
      scanExponent(cursor, scanMantissa(cursor, cursor.peek()));
      return "FLOAT";
    case "-":
      return isDecimal(cursor.peek()) ? scanJsonNumber(cursor, cursor.next()) : cursor.fail("illegal char");
    default:
      return signs.get(sign) ?? cursor.fail(`illegal char: ${sign}`);
  }
}

function scanWord(cursor: Cursor, start: number): TokenKind {
  let character = cursor.next();
  while (isLetter(character) || isDigit(character) || is(character, "-")) character = cursor.next();
  if (character !== END) cursor.unread();
  return words.get(cursor.text.slice(start, cursor.offset)) ?? cursor.fail("illegal char");
}
