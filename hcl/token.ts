import type { Place } from "./syntax";

/** The kinds of tokens, by the names that the Go parsers print in their messages. */
export type TokenKind =
  | "EOF"
  | "COMMENT"
  | "IDENT"
  | "NUMBER"
  | "FLOAT"
  | "BOOL"
  | "STRING"
  | "HEREDOC"
  | "NULL"
  | "LBRACK"
  | "LBRACE"
  | "RBRACK"
  | "RBRACE"
  | "COMMA"
  | "PERIOD"
  | "COLON"
  | "ASSIGN"
  | "ADD"
  | "SUB";

export interface Token {
  readonly kind: TokenKind;
  /** As written: with quotes, heredoc markers, comment signs. */
  readonly text: string;
  readonly place: Place;
}
