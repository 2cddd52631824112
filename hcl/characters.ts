/** The classes of characters that the scanners of HCL and of its JSON form tell apart (Go: hcl/scanner, json/scanner). */

const letter = /\p{L}/u;
const digit = /\p{Nd}/u;

const between = (character: number, first: string, last: string): boolean =>
  character >= first.charCodeAt(0) && character <= last.charCodeAt(0);

export const is = (character: number, ascii: string): boolean => character === ascii.charCodeAt(0);

export const isDecimal = (character: number): boolean => between(character, "0", "9");

export const isHexadecimal = (character: number): boolean => digitValue(character) < 16;

export const isLetter = (character: number): boolean =>
  between(character, "a", "z") ||
  between(character, "A", "Z") ||
  is(character, "_") ||
  (character >= 0x80 && letter.test(String.fromCodePoint(character)));

export const isDigit = (character: number): boolean =>
  isDecimal(character) || (character >= 0x80 && digit.test(String.fromCodePoint(character)));

/** Blanks between tokens. Other Unicode spaces are illegal characters there. */
export const isBlank = (character: number): boolean =>
  character === 0x20 || character === 0x09 || character === 0x0a || character === 0x0d;

/** 16 for anything that is no hexadecimal digit. */
export function digitValue(character: number): number {
  if (isDecimal(character)) return character - 0x30;
  if (between(character, "a", "f")) return character - 0x61 + 10;
  if (between(character, "A", "F")) return character - 0x41 + 10;
  return 16;
}
