import { Cursor } from "./cursor";
import { parseJsonForm } from "./json-parser";
import { parseHclForm } from "./parser";
import type { ObjectValue } from "./syntax";

/**
 * Parses HCL 1 or its JSON form, to the tree that Vault sees: what github.com/hashicorp/hcl v1.0.1-vault-7 accepts, refuses and
 * understands, duplicate attributes refused. Time is linear in the length of the text.
 *
 * @throws SyntaxProblem with the place and, where it has a sensible one, Vault's own message.
 */
export function parseHcl(text: string): ObjectValue {
  const wellFormed = withoutLoneSurrogates(text);
  if (isJsonForm(wellFormed)) return parseJsonForm(wellFormed);
  refuseReservedCharacters(wellFormed);
  return parseHclForm(wellFormed);
}

/** What reaches Vault is UTF-8, which has no lone surrogates. */
export const withoutLoneSurrogates = (text: string): string => text.replace(/\p{Surrogate}/gu, "\uFFFD");

/** Vault takes a text for JSON if its first character that is no Unicode space is `{`. */
export function isJsonForm(text: string): boolean {
  return /^[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]*\{/.test(text);
}

/** Go's scanner refuses them wherever they stand; U+E123 serves its printer as a mark. */
function refuseReservedCharacters(text: string): void {
  if (!/[\0\uE123]/.test(text)) return;
  const cursor = new Cursor(text);
  for (;;) {
    const character = cursor.next();
    if (character === 0) cursor.fail("unexpected null character (0x00)");
    if (character === 0xe123) cursor.fail("unicode code point U+E123 reserved for internal use");
  }
}
