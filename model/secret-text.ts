/**
 * Vault's tokens: `hvs.`, `hvb.`, `hvr.`, and `s.`, `b.`, `r.` with 24 characters before Vault 1.10
 * (sdk/helper/consts/token_consts.go).
 */
export const tokenLook = /\bhv[sbr]\.[A-Za-z0-9_-]{8,}|(?<![\w./-])[sbr]\.[A-Za-z0-9]{24}(?!\w)/u;

/** What a secret looks like wherever it stands: such a token, a private key in PEM, and a password in the query of an address. */
const looks: readonly RegExp[] = [
  new RegExp(tokenLook.source, "gu"),
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu,
  /(?<=[?&](?:client_secret|token|password|access_token|api_key)=)[^\s&#"'<>{}$]+/giu,
];

/**
 * What stands in one piece before an `@`, and what in it comes before a password, which can have slashes in it; what follows a port is
 * none. Two steps, for one that looked for the `@` from every place would look through a long text as often.
 */
const beforeAt = /(?<![^\s@"'<>])[^\s@"'<>]+(?=@)/gu;
const beforePassword = /[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/@:]*:(?!\d{1,5}(?:[/?#,]|$))(?=.)/iu;

/** Whether a token, a private key or a password stands anywhere in the text. */
export function looksSecret(text: string): boolean {
  if (looks.some((look) => text.search(look) !== -1)) return true;
  return [...text.matchAll(beforeAt)].some(([piece]) => beforePassword.test(piece));
}

/** The text with everything that looks like a secret replaced by `(secret)`. */
export function redact(text: string): string {
  const safe = looks.reduce((before, look) => before.replace(look, "(secret)"), text);
  return safe.replace(beforeAt, (piece) => {
    const start = beforePassword.exec(piece);
    return start === null ? piece : `${piece.slice(0, start.index + start[0].length)}(secret)`;
  });
}
