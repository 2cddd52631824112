/** What somebody does who uses a certificate authority: asks for certificates, proves himself with them, looks up revocations. */
import "reflect-metadata";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import * as x509 from "@peculiar/x509";
import { z } from "zod";
import { download } from "./project/download";
import type { TestProject } from "./project/project";
import { asHolderOf } from "./project/vault";

const issuedAnswer = z.object({
  data: z.object({
    certificate: z.string(),
    issuing_ca: z.string(),
    private_key: z.string(),
    serial_number: z.string(),
    expiration: z.number(),
  }),
});

/** A certificate, its key and what signed it. */
export type Issued = z.infer<typeof issuedAnswer>["data"];

/** Asks for a certificate as somebody who holds the policy. */
export async function issue(project: TestProject, policy: string, role: string, body: object): Promise<Issued> {
  const answer = await asHolderOf(project, policy, (client) => client.request("POST", role, body));
  return issuedAnswer.parse(answer).data;
}

/** A TLS connection to a server with this certificate, by a client that trusts the root alone. @returns `trusted`, or why not */
export async function handshake(issued: Issued, root: string, servername: string): Promise<string> {
  const server = tls.createServer({ cert: `${issued.certificate}\n${issued.issuing_ca}`, key: issued.private_key });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = z.object({ port: z.number() }).parse(server.address());
  try {
    return await new Promise((resolve) => {
      const client = tls.connect({ port: address.port, host: "127.0.0.1", ca: root, servername }, () => {
        client.end();
        resolve("trusted");
      });
      client.on("error", (error: Error) => resolve(error.message));
    });
  } finally {
    server.close();
  }
}

/** Whether the CRL that a certificate names lists it. The CRL must be the issuer's own. */
export async function isOnCrl(project: TestProject, issued: Issued): Promise<boolean> {
  const certificate = new x509.X509Certificate(issued.certificate);
  const points = certificate.getExtension(x509.CRLDistributionPointsExtension)?.distributionPoints ?? [];
  const [url] = points
    .flatMap((point) => point.distributionPoint?.fullName ?? [])
    .map((name) => name.uniformResourceIdentifier);
  if (url === undefined) throw new Error("the certificate names no CRL");
  const crl = new x509.X509Crl(await download(project, url));
  const issuer = new x509.X509Certificate(issued.issuing_ca);
  if (!(await crl.verify({ publicKey: issuer.publicKey })))
    throw new Error(`${url} is not signed by the certificate's issuer`);
  return crl.findRevoked(certificate.serialNumber) !== null;
}

/** What the responder that a certificate names says of it; openssl builds the question and checks who signed the answer. */
export async function ocspStatus(project: TestProject, issued: Issued): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "strongroom-ocsp-"));
  const file = (name: string) => path.join(folder, name);
  try {
    writeFileSync(file("leaf.pem"), issued.certificate);
    writeFileSync(file("issuer.pem"), issued.issuing_ca);
    const about = ["ocsp", "-issuer", file("issuer.pem"), "-cert", file("leaf.pem")];
    execFileSync("openssl", [...about, "-no_nonce", "-reqout", file("request.der")]);
    const aia = new x509.X509Certificate(issued.certificate).getExtension(x509.AuthorityInfoAccessExtension);
    const url = aia?.ocsp[0]?.value;
    if (url === undefined) throw new Error("the certificate names no OCSP responder");
    writeFileSync(file("answer.der"), await download(project, url, readFileSync(file("request.der"))));
    const trust = ["-CAfile", file("issuer.pem"), "-partial_chain"];
    const said = execFileSync("openssl", [...about, ...trust, "-respin", file("answer.der")], { encoding: "utf8" });
    return /leaf\.pem: (\w+)/.exec(said)?.[1] ?? said;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Issuers or keys of an engine: ids by name. */
export async function idsByName(project: TestProject, list: string): Promise<Readonly<Record<string, string>>> {
  const listing = z.object({ data: z.object({ key_info: z.record(z.string(), z.record(z.string(), z.unknown())) }) });
  const answer = listing.parse(await asHolderOf(project, "operator", (client) => client.request("LIST", list)));
  const named = Object.entries(answer.data.key_info).map(([id, info]): [string, string] => [
    z.string().parse(info["issuer_name"] ?? info["key_name"]),
    id,
  ]);
  return Object.fromEntries(named.sort());
}

/** The root's certificate, as everybody can have it. */
export async function rootCertificate(project: TestProject): Promise<string> {
  return (await download(project, `${project.address}/v1/pki-root/ca/pem`)).toString();
}
