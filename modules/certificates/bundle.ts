import { X509Certificate } from "node:crypto";
import type { Problem } from "../../problem/problem";

/** Where a bundle stands, for the problems found in it. */
interface Place {
  readonly subject: string;
  readonly path: string;
}

/** PEM as Go reads it, which Vault and Kubernetes are written in: a block's first and last line have nothing else on them. */
const block = /^-----BEGIN ([A-Z0-9 ]+)-----[ \t\r]*$[\s\S]*?^-----END \1-----[ \t\r]*$/gm;

/**
 * What keeps a text from being a bundle of PEM certificates. A private key among them is refused as well: bundles are for everybody.
 * @param kind "authorities" where each must be one that may sign others
 */
export function bundleProblems(place: Place, pem: string, kind: "certificates" | "authorities"): Problem[] {
  const blocks = [...pem.matchAll(block)];
  const begun = pem.split("-----BEGIN ").length - 1;
  if (begun !== blocks.length) {
    const must = "have each PEM block whole, and on lines of its own";
    return [{ ...place, must, found: `${begun} begun, ${blocks.length} whole`, fix: "put a newline between files" }];
  }
  if (blocks.length === 0) {
    return [{ ...place, must: "have at least one PEM certificate", found: "none", fix: "give the CA file's contents" }];
  }
  const texts = blocks.map(([text]) => text.trim());
  return blocks.flatMap(([text, label = ""], index) => {
    const must =
      requirementOf(text, label, kind) ?? (texts.indexOf(text.trim()) < index ? "hold each once" : undefined);
    return must === undefined ? [] : [{ ...place, must, found: `${label}, block ${index + 1} of ${blocks.length}` }];
  });
}

/** The certificates of a bundle without problems in the one form that does not depend on who saved the file. */
export function canonicalBundle(pem: string): string {
  return certificatesIn(pem)
    .map((text) => new X509Certificate(text).toString())
    .join("");
}

/** The PEM blocks of a bundle without problems. */
export function certificatesIn(pem: string): readonly string[] {
  return [...pem.matchAll(block)].map(([text]) => text);
}

/** What a block fails to be; undefined for one that is as it must be. */
function requirementOf(text: string, label: string, kind: "certificates" | "authorities"): string | undefined {
  if (label !== "CERTIFICATE") return "hold certificates only";
  const certificate = readCertificate(text);
  if (certificate === undefined) return "hold certificates that can be read";
  return kind === "authorities" && !certificate.ca ? "hold CA certificates only" : undefined;
}

function readCertificate(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    // The parser's own message names OpenSSL's routine and nothing that helps.
    return undefined;
  }
}
