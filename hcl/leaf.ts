import { unindentHeredoc } from "./heredoc";
import { unquoteHcl, unquoteJson } from "./string";
import type { Key, LiteralValue } from "./syntax";
import { SyntaxProblem } from "./syntax";
import type { Token } from "./token";

export function key(token: Token): Key {
  const text = token.kind === "STRING" ? unquoted(token, unquoteHcl) : token.text;
  return { text, source: token.text, place: token.place };
}

export function literal(token: Token): LiteralValue {
  const { text: source, place } = token;
  switch (token.kind) {
    case "STRING":
      return { kind: "string", text: unquoted(token, unquoteHcl), source, place };
    case "HEREDOC":
      return { kind: "string", text: unindentHeredoc(source), source, place };
    case "BOOL":
      return { kind: "boolean", text: source, source, place };
    default:
      return { kind: "number", text: source, source, place };
  }
}

export function jsonKey(token: Token): Key {
  return { text: unquoted(token, unquoteJson), source: token.text, place: token.place };
}

export function jsonLiteral(token: Token): LiteralValue {
  const { text: source, place } = token;
  switch (token.kind) {
    case "STRING":
      return { kind: "string", text: unquoted(token, unquoteJson), source, place };
    case "NULL":
      // Go hands `null` on as a string without any text.
      return { kind: "null", text: "", source, place };
    case "BOOL":
      return { kind: "boolean", text: source, source, place };
    default:
      return { kind: "number", text: source, source, place };
  }
}

/**
 * Where Go's decoder would stop Vault's request with a panic, we refuse the text. Vault only does so when it looks at the
 * string (it never does at a `comment`, say); no good text has such a string anywhere.
 */
function unquoted(token: Token, unquote: (source: string) => string | undefined): string {
  const text = unquote(token.text);
  if (text === undefined) throw new SyntaxProblem(`unquote ${token.text} err: invalid syntax`, token.place);
  return text;
}
