/** Vault's own tokens, PEM keys, and the password in an address: what must never stand in a declaration, nor be repeated when it does. */
const secretText =
  /(?<=:\/\/)[^\s/:@]*:[^\s@]+(?=@)|hv[sbr]\.[A-Za-z0-9_-]{8}[A-Za-z0-9_.-]*|\bs\.[A-Za-z0-9]{24}[A-Za-z0-9.]*|-----BEGIN [A-Z ]*PRIVATE KEY[^]*/;

/** Whether there is a secret anywhere in a text. */
export function looksSecret(text: string): boolean {
  return secretText.test(text);
}

/** The text as it may be shown. */
export function withoutSecrets(text: string): string {
  return text.replace(new RegExp(secretText, "g"), "(a secret)");
}
