import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Problem } from "../../problem/problem";
import { loopbackNames, type Authority } from "./certificate";
import type { EmbeddedFolder } from "./folder";
import { unreadable } from "./permissions";
import { codeOf } from "./system-error";

export type TlsFiles =
  | { readonly kind: "missing" }
  /** The CA is whole; the server has no certificate, or one whose key was being changed when the process was killed. */
  | { readonly kind: "no-server-certificate"; readonly authority: Authority }
  | { readonly kind: "whole"; readonly authority: Authority; readonly validTo: Date }
  | { readonly kind: "damaged"; readonly problems: readonly [Problem, ...Problem[]] };

/** The CA and the server's certificate as they are on the disk, with everything that is wrong with them. */
export async function readTlsFiles(folder: EmbeddedFolder): Promise<TlsFiles> {
  const [ca, server] = await Promise.all([
    readPair(folder.caFile, folder.caKeyFile, `remove the folder ${folder.tls}; strongroom dev start makes a new one`),
    readPair(
      folder.certificateFile,
      folder.certificateKeyFile,
      `remove ${folder.certificateFile} and ${folder.certificateKeyFile}; strongroom dev start makes new ones`,
    ),
  ]);
  // A CA's certificate is written after its key: without it, nobody can have come to trust this CA.
  if ((ca.kind === "absent" || ca.onlyKey) && server.kind === "absent") return { kind: "missing" };
  const problems = [
    ...(ca.kind === "absent" ? [ca.problem] : ca.problems),
    ...(server.kind === "absent" ? [] : server.problems),
    ...(ca.kind === "present" && server.kind === "present" ? pairProblems(folder, ca, server) : []),
  ];
  const [first, ...others] = problems;
  if (first !== undefined) return { kind: "damaged", problems: [first, ...others] };
  if (ca.kind === "absent" || ca.text === undefined) throw new Error("a damaged CA was not reported");
  if (server.kind === "absent" || server.certificate === undefined || server.key === undefined) {
    return { kind: "no-server-certificate", authority: ca.text };
  }
  if (!server.certificate.checkPrivateKey(server.key)) return { kind: "no-server-certificate", authority: ca.text };
  return { kind: "whole", authority: ca.text, validTo: new Date(server.certificate.validTo) };
}

type Pair =
  | { readonly kind: "absent"; readonly problem: Problem }
  | {
      readonly kind: "present";
      /** The certificate is not there at all. */
      readonly onlyKey: boolean;
      readonly certificate: X509Certificate | undefined;
      readonly key: KeyObject | undefined;
      readonly text: Authority | undefined;
      readonly problems: readonly Problem[];
      readonly fix: string;
    };

async function readPair(certificateFile: string, keyFile: string, fix: string): Promise<Pair> {
  const [certificate, key] = await Promise.all([
    readPem(certificateFile, "a certificate", (text) => new X509Certificate(text), fix),
    readPem(keyFile, "a private key", (text) => createPrivateKey(text), fix),
  ]);
  if (certificate.kind === "absent" && key.kind === "absent") return { kind: "absent", problem: certificate.problem };
  const problems = [certificate, key].flatMap((file) => (file.kind === "whole" ? [] : [file.problem]));
  const whole = certificate.kind === "whole" && key.kind === "whole";
  return {
    kind: "present",
    onlyKey: certificate.kind === "absent",
    certificate: certificate.kind === "whole" ? certificate.value : undefined,
    key: key.kind === "whole" ? key.value : undefined,
    text: whole ? { certificate: certificate.text, key: key.text } : undefined,
    problems,
    fix,
  };
}

type PemFile<Value> =
  | { readonly kind: "absent" | "damaged"; readonly problem: Problem }
  | { readonly kind: "whole"; readonly value: Value; readonly text: string };

async function readPem<Value>(
  file: string,
  content: string,
  parse: (text: string) => Value,
  fix: string,
): Promise<PemFile<Value>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") return { kind: "damaged", problem: unreadable(file, error) };
    return {
      kind: "absent",
      problem: { subject: file, must: "exist", found: "no such file, but others beside it", fix },
    };
  }
  try {
    return { kind: "whole", value: parse(text), text };
  } catch {
    // The parser's message is about DER, and about a key at that.
    const found = text.trim() === "" ? "an empty file" : "something else";
    return { kind: "damaged", problem: { subject: file, must: `hold ${content} in PEM form`, found, fix } };
  }
}

function pairProblems(
  folder: EmbeddedFolder,
  ca: Extract<Pair, { kind: "present" }>,
  server: Extract<Pair, { kind: "present" }>,
): Problem[] {
  const problems: Problem[] = [];
  if (ca.certificate !== undefined && ca.key !== undefined && !ca.certificate.checkPrivateKey(ca.key)) {
    problems.push({ subject: folder.caKeyFile, must: "be the key of ca.pem", found: "another key", fix: ca.fix });
  }
  if (server.certificate === undefined) return problems;
  if (ca.certificate !== undefined && !server.certificate.verify(ca.certificate.publicKey)) {
    const found = "another signature";
    problems.push({ subject: folder.certificateFile, must: "be signed by ca.pem", found, fix: server.fix });
  }
  if (!coversLoopback(server.certificate)) {
    problems.push({ subject: folder.certificateFile, must: "be for loopback", found: "other names", fix: server.fix });
  }
  return problems;
}

function coversLoopback(certificate: X509Certificate): boolean {
  return loopbackNames.every(({ type, value }) =>
    type === "ip" ? certificate.checkIP(value) !== undefined : certificate.checkHost(value) !== undefined,
  );
}
