import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

export interface OfflineRoot {
  /** What clients trust, in PEM. */
  readonly certificate: string;
  /** Signs an intermediate's request. Both are in PEM. */
  sign(request: string): Promise<string>;
}

const algorithm = { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" };

/** A root that is in no Vault: a new key, and a certificate for a year. */
export async function createOfflineRoot(): Promise<OfflineRoot> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const lifetime = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 365 * 24 * 3_600_000) };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Offline Root",
    ...lifetime,
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: certificate.toString("pem"),
    async sign(request: string) {
      const csr = new x509.Pkcs10CertificateRequest(request);
      const signed = await x509.X509CertificateGenerator.create({
        subject: csr.subject,
        issuer: certificate.subject,
        ...lifetime,
        publicKey: csr.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [
          new x509.BasicConstraintsExtension(true, 0, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
          await x509.SubjectKeyIdentifierExtension.create(csr.publicKey),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return signed.toString("pem");
    },
  };
}
