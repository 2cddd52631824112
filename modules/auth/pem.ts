import { X509Certificate } from "node:crypto";
import type { Problem } from "../../problem/problem";

const block = /-----BEGIN ([A-Z ]+)-----[^-]*-----END \1-----/g;

/** The PEM blocks of these texts, each on lines of its own as Vault demands, in their order. */
export function pemBlocks(texts: readonly string[]): string {
  return texts.flatMap((text) => text.match(block) ?? []).join("\n");
}

/** What is wrong with texts that should be the PEM certificates of CAs. What stands there instead could be a private key: it is not repeated. */
export function caProblems(subject: string, path: string, texts: readonly string[]): Problem[] {
  const problem = { subject, path, must: "be PEM certificates of CAs" };
  const fix = "give the CA's own certificate, as the CA publishes it";
  if (texts.length === 0) return [{ ...problem, found: "none", fix }];
  return texts.flatMap((text) => {
    const blocks = [...text.matchAll(block)];
    if (blocks.length === 0) return [{ ...problem, found: "a text without a PEM block", fix }];
    return blocks.flatMap(([pem, kind]) => {
      const found = kind === "CERTIFICATE" ? whyNoCa(pem) : `a block of another kind, ${kind ?? ""}`;
      return found === undefined ? [] : [{ ...problem, found, fix }];
    });
  });
}

function whyNoCa(pem: string): string | undefined {
  try {
    const { ca, subject } = new X509Certificate(pem);
    return ca ? undefined : `the certificate of ${subject.replaceAll("\n", ", ")}, which is no CA`;
  } catch {
    return "a certificate that cannot be read";
  }
}
