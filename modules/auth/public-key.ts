import { createPublicKey } from "node:crypto";
import type { Problem } from "../../problem/problem";

/** One block and nothing around it: Vault keeps the whole text, and state does. */
const onePublicKey = /^-----BEGIN PUBLIC KEY-----\r?\n[A-Za-z0-9+/=\r\n]+-----END PUBLIC KEY-----$/;

/** What is wrong with texts that should each be a PEM public key. What stands there instead could be a private key: it is not repeated. */
export function publicKeyProblems(subject: string, path: string, texts: readonly string[]): Problem[] {
  const must = "be one public key in PEM, and nothing else";
  const fix = "give the issuer's public key alone: openssl pkey -pubout makes it from what holds more";
  return texts.flatMap((text, index) => {
    const found = whyNoPublicKey(text.trim());
    return found === undefined ? [] : [{ subject, path: `${path}[${index}]`, must, found, fix }];
  });
}

function whyNoPublicKey(text: string): string | undefined {
  const labels = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label]) => label ?? "");
  if (labels.length === 0) return "a text without a PEM block";
  if (labels.length > 1 || labels[0] !== "PUBLIC KEY") return `PEM blocks of the kind ${labels.join(", ")}`;
  if (!onePublicKey.test(text)) return "something around the key, or in it";
  try {
    createPublicKey(text);
    return undefined;
  } catch {
    // The parser's own message names OpenSSL's routine and nothing that helps.
    return "a key that cannot be read";
  }
}
