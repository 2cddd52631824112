import { is, isDecimal, isHexadecimal } from "./characters";
import { END, type Cursor } from "./cursor";
import type { TokenKind } from "./token";

/**
 * Numbers as the Go scanners read them, with their oddities kept: `1e` swallows the character behind it, `.5e3` ends behind
 * the `e`. Such a token is refused later, by whoever wants a number; but where it ends decides what the next token is.
 */

/** Reads the digits behind `character`, which was read or peeked; answers with the first character that is no digit. */
export function scanMantissa(cursor: Cursor, character: number): number {
  let read = false;
  while (isDecimal(character)) {
    character = cursor.next();
    read = true;
  }
  if (read && character !== END) cursor.unread();
  return character;
}

const isExponentSign = (character: number): boolean => is(character, "e") || is(character, "E");

export function scanExponent(cursor: Cursor, character: number): void {
  if (!isExponentSign(character)) return;
  character = cursor.next();
  if (is(character, "-") || is(character, "+")) character = cursor.next();
  scanMantissa(cursor, character);
}

/** What follows an integer part, `character` being the first character behind it; undefined if that is no fraction or exponent. */
function scanRestOfFloat(cursor: Cursor, character: number): TokenKind | undefined {
  if (isExponentSign(character)) {
    scanExponent(cursor, character);
    return "FLOAT";
  }
  if (is(character, ".")) {
    if (isExponentSign(scanMantissa(cursor, cursor.peek()))) scanExponent(cursor, cursor.next());
    return "FLOAT";
  }
  return undefined;
}

/** A number of HCL whose first digit was read: decimal, `0x` hexadecimal, `0` octal, or with fraction and exponent. */
export function scanHclNumber(cursor: Cursor, first: number): TokenKind {
  if (!is(first, "0")) {
    scanMantissa(cursor, first);
    return endNumber(cursor, cursor.next());
  }
  let character = cursor.next();
  if (is(character, "x") || is(character, "X")) return scanHexadecimal(cursor);
  let illegalOctal = false;
  while (isDecimal(character)) {
    character = cursor.next();
    // As in Go the first digit behind the 0 is not looked at: `08` is refused later, as a value.
    if (is(character, "8") || is(character, "9")) illegalOctal = true;
  }
  const float = scanRestOfFloat(cursor, character);
  if (float !== undefined) return float;
  if (illegalOctal) cursor.fail("illegal octal number");
  if (character !== END) cursor.unread();
  return "NUMBER";
}

function scanHexadecimal(cursor: Cursor): TokenKind {
  let character = cursor.next();
  if (!isHexadecimal(character)) cursor.fail("illegal hexadecimal number");
  while (isHexadecimal(character)) character = cursor.next();
  if (character !== END) cursor.unread();
  return "NUMBER";
}

/** A number of the JSON form whose first digit was read. */
export function scanJsonNumber(cursor: Cursor, first: number): TokenKind {
  const start = cursor.offset;
  scanMantissa(cursor, first);
  const kind = endNumber(cursor, cursor.next());
  // A lone 0 at the very end of the text is refused too: Go's scanner compares columns, and the end counts as one.
  const atEnd = cursor.offset === cursor.text.length;
  if (kind === "NUMBER" && is(first, "0") && (cursor.offset !== start || atEnd)) {
    cursor.fail("numbers cannot start with 0");
  }
  return kind;
}

function endNumber(cursor: Cursor, character: number): TokenKind {
  const float = scanRestOfFloat(cursor, character);
  if (float !== undefined) return float;
  if (character !== END) cursor.unread();
  return "NUMBER";
}
