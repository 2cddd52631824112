import { X509Certificate } from "node:crypto";
import type { Problem } from "../../problem/problem";

/** Where a bundle stands, for the problems found in it. */
interface Place {
  readonly subject: string;
  readonly path: string;
}

/**
 * What keeps a text from being a bundle of PEM certificates. A private key among them is refused as well: bundles are for everybody.
 * @param kind "authorities" where each must be one that may sign others
 */
export function bundleProblems(place: Place, pem: string, kind: "certificates" | "authorities"): Problem[] {
  const blocks = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g)];
  if (blocks.length === 0) {
    return [{ ...place, must: "have at least one PEM certificate", found: "none", fix: "give the CA file's contents" }];
  }
  return blocks.flatMap(([block, label = ""], index) => {
    const must = requirementOf(block, label, kind);
    return must === undefined ? [] : [{ ...place, must, found: `${label}, block ${index + 1} of ${blocks.length}` }];
  });
}

/** What a block fails to be; undefined for one that is as it must be. */
function requirementOf(block: string, label: string, kind: "certificates" | "authorities"): string | undefined {
  if (label !== "CERTIFICATE") return "hold certificates only";
  const certificate = readCertificate(block);
  if (certificate === undefined) return "hold certificates that can be read";
  return kind === "authorities" && !certificate.ca ? "hold CA certificates only" : undefined;
}

function readCertificate(block: string): X509Certificate | undefined {
  try {
    return new X509Certificate(block);
  } catch {
    // The parser's own message names OpenSSL's routine and nothing that helps.
    return undefined;
  }
}
