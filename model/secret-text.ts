/**
 * Vault's tokens: `hvs.`, `hvb.`, `hvr.`, and `s.`, `b.`, `r.` with 24 characters before Vault 1.10
 * (sdk/helper/consts/token_consts.go).
 */
export const tokenLook = /\bhv[sbr]\.[A-Za-z0-9_-]{8,}|(?<![\w./-])[sbr]\.[A-Za-z0-9]{24}(?!\w)/u;

/** What a secret looks like wherever it stands: such a token, a private key in PEM, and a password inside an address or its query. */
const looks: readonly RegExp[] = [
  new RegExp(tokenLook.source, "gu"),
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu,
  // A password can have slashes in it; what follows a port is none.
  /(?<=[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:)(?!\d{1,5}(?:[/?#,]|$))[^\s@"'<>]+(?=@)/giu,
  /(?<=[?&](?:client_secret|token|password|access_token|api_key)=)[^\s&#"'<>{}$]+/giu,
];

/** Whether a token, a private key or a password stands anywhere in the text. */
export function looksSecret(text: string): boolean {
  return looks.some((look) => text.search(look) !== -1);
}

/** The text with everything that looks like a secret replaced by `(secret)`. */
export function redact(text: string): string {
  return looks.reduce((safe, look) => safe.replace(look, "(secret)"), text);
}
