import { X509Certificate } from "node:crypto";

/** The certificates of a PEM text. @throws what Node says about one that is none */
export function certificatesIn(text: string): readonly X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

/** Whether a certificate is for the key of a request, both in PEM: a PKCS#10 request holds its public key as the certificate does. */
export function certifies(certificate: string, request: string): boolean {
  const body = request.replace(/-----(BEGIN|END) CERTIFICATE REQUEST-----/g, "");
  const key = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" });
  return Buffer.from(body, "base64").includes(key);
}

/** A certificate in the one form that does not depend on who saved the file. */
export function canonical(certificate: string): string {
  return new X509Certificate(certificate).toString();
}
