import { mkdir } from "node:fs/promises";
import { Refusal } from "../../problem/problem";
import { createAuthority, createServerCertificate, type Authority } from "./certificate";
import { writeDurably } from "./durable-file";
import type { EmbeddedFolder } from "./folder";
import { readTlsFiles } from "./read-tls-files";

/** A server certificate is renewed when it has less than this left, in milliseconds, at the next `dev start`. */
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
  const authority = files.kind === "missing" ? await newAuthority(folder, now) : files.authority;
  const server = await createServerCertificate(authority, now);
  // Killed between these two, the next run finds a key that does not fit, and renews both.
  await writeDurably(folder.certificateKeyFile, server.key);
  await writeDurably(folder.certificateFile, server.certificate);
  return files.kind === "missing" ? "created" : "renewed";
}

async function newAuthority(folder: EmbeddedFolder, now: Date): Promise<Authority> {
  await mkdir(folder.tls, { recursive: true, mode: 0o700 });
  const authority = await createAuthority(now);
  await writeDurably(folder.caKeyFile, authority.key);
  await writeDurably(folder.caFile, authority.certificate);
  return authority;
}
