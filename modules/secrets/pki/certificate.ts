import { X509Certificate } from "node:crypto";

/** Whether a certificate is for the key of a request, both in PEM: a PKCS#10 request holds its public key as the certificate does. */
export function certifies(certificate: string, request: string): boolean {
  const body = request.replace(/-----(BEGIN|END) CERTIFICATE REQUEST-----/g, "");
  const key = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" });
  return Buffer.from(body, "base64").includes(key);
}
