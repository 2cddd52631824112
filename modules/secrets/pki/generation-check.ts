import type { X509Certificate } from "node:crypto";
import { isNativeError } from "node:util/types";
import type { Problem } from "../../../problem/problem";
import { certificatesIn } from "./certificate";
import type { PkiGenerationArgs } from "./generation";

/** Whether a generation has its certificate, or will in the same change. */
export function isSigned({ signedBy, certificate }: PkiGenerationArgs): boolean {
  return signedBy !== undefined || certificate !== undefined;
}

export function generationProblems(path: string, generation: PkiGenerationArgs): Problem[] {
  const subject = `generation "${generation.name}" of PKI engine "${path}"`;
  return [
    ...nameProblems(subject, generation.name),
    ...signatureProblems(subject, generation),
    ...(generation.certificate === undefined ? [] : certificateProblems(subject, generation.certificate)),
  ];
}

/** Of Vault's names for issuers and keys (sdk/framework, GenericNameRegex); "default" is whichever is. */
function nameProblems(subject: string, name: string): Problem[] {
  if (/^\w([\w.-]*\w)?$/.test(name) && name !== "default") return [];
  return [
    {
      subject,
      path: "name",
      must: 'be letters, digits, "-", "_" and ".", and not "default"',
      found: JSON.stringify(name),
      fix: "name it after the year in which it begins, such as 2026a",
    },
  ];
}

function signatureProblems(subject: string, { signedBy, certificate, ttl }: PkiGenerationArgs): Problem[] {
  if (certificate === undefined) return [];
  const other = signedBy !== undefined ? "signedBy" : ttl !== undefined ? "ttl" : undefined;
  if (other === undefined) return [];
  return [
    {
      subject,
      path: other,
      must: "be absent where the certificate is given: a root elsewhere has signed it",
      fix: `remove ${other}, or the certificate`,
    },
  ];
}

function certificateProblems(subject: string, text: string): Problem[] {
  const problem = (must: string, found: string): Problem[] => [
    { subject, path: "certificate", must, found, fix: "give what the root signed, without its own certificate" },
  ];
  let certificates: readonly X509Certificate[];
  try {
    certificates = certificatesIn(text);
  } catch (error) {
    return problem("be a certificate in PEM", isNativeError(error) ? error.message : String(error));
  }
  const [first, ...others] = certificates;
  if (first === undefined || others.length > 0) {
    return problem("be one certificate in PEM", `${certificates.length} certificates`);
  }
  return first.ca ? [] : problem("be of a certificate authority", "one that may sign no certificates");
}
