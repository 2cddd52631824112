import type { Problem } from "../../../problem/problem";
import { bundleProblems, certificatesIn } from "../../certificates/bundle";
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
  const place = { subject, path: "certificate" };
  const problems = bundleProblems(place, text, "authorities");
  const count = certificatesIn(text).length;
  if (problems.length > 0 || count === 1) return problems;
  const fix = "give what the root signed, without its own certificate";
  return [{ ...place, must: "be one certificate in PEM", found: `${count} certificates`, fix }];
}
