import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { Refusal, type Problem } from "../../problem/problem";
import { createAuthority, createServerCertificate, loopbackNames } from "./certificate";
import { writeDurably } from "./durable-file";
import type { EmbeddedFolder } from "./folder";
import { codeOf, reasonOf } from "./system-error";

/** A server certificate is renewed when it has less than this left, at the next `dev start`. */
const renewBefore = 30 * 24 * 60 * 60 * 1000;

export type TlsChange = "created" | "renewed" | "unchanged";

/**
 * Makes sure of a CA and of a server certificate that lives on for a month at least. The CA stays the same, so whoever trusts it
 * goes on doing so.
 * @throws Refusal naming every file that is damaged.
 */
export async function ensureTlsFiles(folder: EmbeddedFolder, now: Date): Promise<TlsChange> {
  const files = await readTlsFiles(folder);
  if (files.kind === "damaged") throw new Refusal(files.problems);
  if (files.kind === "whole" && files.validTo.getTime() - now.getTime() > renewBefore) return "unchanged";
  await mkdir(folder.tls, { recursive: true, mode: 0o700 });
  const authority = files.kind === "whole" ? files.authority : await createAuthority(now);
  if (files.kind === "missing") {
    await writeDurably(folder.caKeyFile, authority.key);
    await writeDurably(folder.caFile, authority.certificate);
  }
  const server = await createServerCertificate(authority, now);
  // Between these two writes they do not fit together; a run that is killed there is refused with what to remove (below).
  await writeDurably(folder.certificateKeyFile, server.key);
  await writeDurably(folder.certificateFile, server.certificate);
  return files.kind === "whole" ? "renewed" : "created";
}

type TlsFiles =
  | { readonly kind: "missing" }
  | {
      readonly kind: "whole";
      readonly authority: { readonly certificate: string; readonly key: string };
      readonly validTo: Date;
    }
  | { readonly kind: "damaged"; readonly problems: readonly [Problem, ...Problem[]] };

export async function readTlsFiles(folder: EmbeddedFolder): Promise<TlsFiles> {
  const problems: Problem[] = [];
  const problem = (file: string, must: string, found: string) =>
    problems.push({
      subject: file,
      must,
      found,
      fix: `remove the folder ${folder.tls}; strongroom dev start makes a new one`,
    });
  const texts = new Map<string, string>();
  for (const file of [folder.caFile, folder.caKeyFile, folder.certificateFile, folder.certificateKeyFile]) {
    try {
      texts.set(file, await readFile(file, "utf8"));
    } catch (error) {
      if (codeOf(error) === "ENOENT") continue;
      problem(file, "be readable", reasonOf(error));
    }
  }
  if (texts.size === 0 && problems.length === 0) return { kind: "missing" };
  const read = <Value>(file: string, parse: (text: string) => Value, kind: string): Value | undefined => {
    const text = texts.get(file);
    if (text === undefined) {
      if (!problems.some(({ subject }) => subject === file))
        problem(file, "exist", "no such file, but others beside it");
      return undefined;
    }
    try {
      return parse(text);
    } catch {
      // The parser's message is about DER, and about a key at that.
      problem(file, `hold ${kind} in PEM form`, text.trim() === "" ? "an empty file" : "something else");
      return undefined;
    }
  };
  const ca = read(folder.caFile, (text) => new X509Certificate(text), "a certificate");
  const caKey = read(folder.caKeyFile, (text) => createPrivateKey(text), "a private key");
  const server = read(folder.certificateFile, (text) => new X509Certificate(text), "a certificate");
  const serverKey = read(folder.certificateKeyFile, (text) => createPrivateKey(text), "a private key");
  if (ca !== undefined && caKey !== undefined && !ca.checkPrivateKey(caKey))
    problem(folder.caKeyFile, "be the key of ca.pem", "another key");
  if (server !== undefined && serverKey !== undefined && !server.checkPrivateKey(serverKey)) {
    problem(folder.certificateKeyFile, "be the key of server.pem", "another key");
  }
  if (ca !== undefined && server !== undefined && !server.verify(ca.publicKey))
    problem(folder.certificateFile, "be signed by ca.pem", "another signature");
  if (server !== undefined && !coversLoopback(server))
    problem(folder.certificateFile, "be for loopback", "other names");
  const [first, ...others] = problems;
  if (first !== undefined) return { kind: "damaged", problems: [first, ...others] };
  if (server === undefined) throw new Error("a missing certificate was not reported");
  const authority = { certificate: texts.get(folder.caFile) ?? "", key: texts.get(folder.caKeyFile) ?? "" };
  return { kind: "whole", authority, validTo: new Date(server.validTo) };
}

function coversLoopback(certificate: X509Certificate): boolean {
  return loopbackNames.every(({ type, value }) =>
    type === "ip" ? certificate.checkIP(value) !== undefined : certificate.checkHost(value) !== undefined,
  );
}
