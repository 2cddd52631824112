import { webcrypto } from "node:crypto";
import type { Authority } from "../../../toolchain/embedded/certificate";

export interface ClientNames {
  readonly commonName: string;
  readonly dnsName?: string;
  readonly organizationalUnit?: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const hour = 3_600_000;

/** A client certificate of this CA, for an hour, and its key; both PEM. */
export async function createClientCertificate(authority: Authority, names: ClientNames): Promise<Authority> {
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const issuer = new x509.X509Certificate(authority.certificate);
  const signer = Buffer.from(authority.key.replace(/-----[A-Z ]+-----|\s/g, ""), "base64");
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${names.commonName}${names.organizationalUnit === undefined ? "" : `, OU=${names.organizationalUnit}`}`,
    issuer: issuer.subject,
    notBefore: new Date(Date.now() - hour),
    notAfter: new Date(Date.now() + hour),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey("pkcs8", signer, algorithm, false, ["sign"]),
    extensions: [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      ...(names.dnsName === undefined
        ? []
        : [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: names.dnsName }])]),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return {
    certificate: certificate.toString("pem"),
    key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
  };
}
