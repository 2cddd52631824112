import { digitValue, is } from "./characters";
import { END, type Cursor } from "./cursor";

/** Reads a quoted string whose opening quote was read. Quotes and newlines inside `${...}` belong to it. */
export function scanHclString(cursor: Cursor): void {
  scanQuoted(cursor, (braces) => braces > 0);
}

/** The same in the JSON form: there a quote ends the string even inside `${...}`, and a newline is never allowed. */
export function scanJsonString(cursor: Cursor): void {
  scanQuoted(cursor, () => false);
}

function scanQuoted(cursor: Cursor, isInterpolation: (braces: number) => boolean): void {
  let braces = 0;
  for (;;) {
    const character = cursor.next();
    const quotesCount = !isInterpolation(braces);
    if (character === END || (is(character, "\n") && quotesCount)) cursor.fail("literal not terminated");
    if (is(character, '"') && quotesCount) return;
    if (braces === 0) {
      if (is(character, "$") && is(cursor.peek(), "{")) {
        braces = 1;
        cursor.next();
      }
    } else if (is(character, "{")) braces += 1;
    else if (is(character, "}")) braces -= 1;
    if (is(character, "\\")) scanEscape(cursor);
  }
}

function scanEscape(cursor: Cursor): void {
  const character = cursor.next();
  if (character === END) cursor.fail("illegal char escape");
  const escape = String.fromCodePoint(character);
  if ('abfnrtv\\"'.includes(escape)) return;
  if (digitValue(character) < 8) return scanDigits(cursor, character, 8, 3);
  const length = hexadecimalLengths.get(escape);
  if (length === undefined) cursor.fail("illegal char escape");
  scanDigits(cursor, cursor.next(), 16, length);
}

const hexadecimalLengths = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

function scanDigits(cursor: Cursor, character: number, base: number, length: number): void {
  for (let missing = length; missing > 0; missing -= 1) {
    if (digitValue(character) >= base) cursor.fail("illegal char escape");
    character = cursor.next();
    // Go does not count the last digit before the end of the text.
    if (character === END) cursor.fail("illegal char escape");
  }
  cursor.unread();
}

/**
 * The value of a quoted string of HCL: escapes processed outside `${...}`, everything kept inside.
 * Undefined where Go's decoder stops with a panic: `\400`, `\U00110000`, U+FFFD inside `${...}`.
 */
export function unquoteHcl(source: string): string | undefined {
  const inside = source.slice(1, -1);
  if (!/[\\$]/.test(inside)) return inside;
  const parts: string[] = [];
  let at = 0;
  while (at < inside.length) {
    const start = inside.indexOf("${", at);
    const plain = unescape(inside.slice(at, start === -1 ? undefined : start), anyRune);
    if (plain === undefined) return undefined;
    parts.push(plain);
    if (start === -1) break;
    const end = endOfInterpolation(inside, start + 2);
    const interpolation = inside.slice(start, end);
    if (interpolation.includes("\uFFFD")) return undefined;
    parts.push(interpolation);
    at = end;
  }
  return parts.join("");
}

function endOfInterpolation(text: string, at: number): number {
  for (let braces = 1; at < text.length; at += 1) {
    if (text[at] === "{") braces += 1;
    else if (text[at] === "}") braces -= 1;
    if (braces === 0) return at + 1;
  }
  return at;
}

/** The value of a quoted string of the JSON form, which Go reads by its own rules: `${` means nothing, surrogates are refused. */
export function unquoteJson(source: string): string | undefined {
  return unescape(source.slice(1, -1), scalarValue);
}

/** A surrogate written as `\ud800` becomes U+FFFD in HCL, because Go encodes it so. */
const anyRune = (value: number): string | undefined =>
  value > 0x10ffff ? undefined : value >= 0xd800 && value <= 0xdfff ? "\uFFFD" : String.fromCodePoint(value);

const scalarValue = (value: number): string | undefined =>
  value >= 0xd800 && value <= 0xdfff ? undefined : anyRune(value);

const named: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
  ['"', '"'],
]);

const escapes = /\\(?:([0-7]{3})|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gsu;

/**
 * `\x` and octal escapes stand for single bytes, which only together need to be UTF-8 (`"\xc3\xa9"` is é): the text is put
 * together as bytes. Bytes that are no UTF-8 become U+FFFD, since a JavaScript string cannot hold them.
 */
function unescape(text: string, rune: (value: number) => string | undefined): string | undefined {
  if (!text.includes("\\")) return text;
  const chunks: Buffer[] = [];
  let at = 0;
  for (const match of text.matchAll(escapes)) {
    chunks.push(Buffer.from(text.slice(at, match.index)));
    const chunk = unescapeOne(match, rune);
    if (chunk === undefined) return undefined;
    chunks.push(chunk);
    at = match.index + match[0].length;
  }
  chunks.push(Buffer.from(text.slice(at)));
  return Buffer.concat(chunks).toString("utf8");
}

function unescapeOne(match: RegExpExecArray, rune: (value: number) => string | undefined): Buffer | undefined {
  const [, octal, byte, short, long, name] = match;
  if (octal !== undefined || byte !== undefined) {
    const value = octal === undefined ? parseInt(byte ?? "", 16) : parseInt(octal, 8);
    return value > 0xff ? undefined : Buffer.of(value);
  }
  const digits = short ?? long;
  const text = digits === undefined ? named.get(name ?? "") : rune(parseInt(digits, 16));
  return text === undefined ? undefined : Buffer.from(text);
}
