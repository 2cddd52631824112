import { rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { EmbeddedFolder } from "./folder";
import { readJsonFile, writeJsonFile } from "./json-file";
import { endProcess, isAlive, processesWithWords, processIdentity } from "./process";

/** `server.json`: the process that serves this folder's Vault. */
const runningServerShape = z.strictObject({
  pid: z.int().positive(),
  /** Tells the process from another that got its number later (`processIdentity`). */
  identity: z.string().min(1),
  address: z.url(),
  startedAt: z.iso.datetime(),
});
export type RunningServer = z.infer<typeof runningServerShape>;

export type FoundServer =
  | { readonly kind: "running"; readonly server: RunningServer }
  /** It was left running, or the machine was restarted; `server` is how it was recorded, if the record can be read. */
  | { readonly kind: "died"; readonly server?: RunningServer }
  | { readonly kind: "stopped" };

/** The word in the server's command line by which it is known, whatever happened to its record. */
export function configurationArgument(folder: EmbeddedFolder): string {
  return `-config=${folder.configurationFile}`;
}

/**
 * Finds this folder's server. The record is believed only where that very process lives; without it, a server that was started
 * on this folder's configuration file by a command killed before it wrote the record is found by its command line.
 */
export async function findServer(folder: EmbeddedFolder): Promise<FoundServer> {
  const record = await readJsonFile(folder.serverFile, runningServerShape);
  if (record.kind === "whole" && (await isAlive(record.value))) return { kind: "running", server: record.value };
  const unrecorded = await findUnrecorded(folder);
  if (unrecorded !== undefined) return { kind: "running", server: unrecorded };
  if (record.kind === "missing") return { kind: "stopped" };
  return record.kind === "whole" ? { kind: "died", server: record.value } : { kind: "died" };
}

async function findUnrecorded(folder: EmbeddedFolder): Promise<RunningServer | undefined> {
  const [pid] = await processesWithWords(["server", configurationArgument(folder)]);
  const identity = pid === undefined ? undefined : await processIdentity(pid);
  if (pid === undefined || identity === undefined) return undefined;
  const configuration = await readJsonFile(folder.configurationFile, z.object({ api_addr: z.url() }));
  const address = configuration.kind === "whole" ? configuration.value.api_addr : "https://127.0.0.1";
  // The file was written just before the server was started.
  const written = await stat(folder.configurationFile).catch(() => undefined);
  return { pid, identity, address, startedAt: (written?.mtime ?? new Date()).toISOString() };
}

/** Where the server that was last started on this folder keeps its data. */
export async function startedStorage(folder: EmbeddedFolder): Promise<string> {
  const shape = z.object({ storage: z.object({ raft: z.object({ path: z.string() }) }) });
  const configuration = await readJsonFile(folder.configurationFile, shape);
  return path.resolve(
    folder.project,
    configuration.kind === "whole" ? configuration.value.storage.raft.path : path.join(folder.root, "raft"),
  );
}

export async function recordServer(folder: EmbeddedFolder, server: RunningServer): Promise<void> {
  await writeJsonFile(folder.serverFile, server);
}

export async function forgetServer(folder: EmbeddedFolder): Promise<void> {
  await rm(folder.serverFile, { force: true });
}

/** How long Vault may take to seal and leave by itself before it is killed, in milliseconds. */
const stopPatience = 15_000;

/** Ends the server, and its record after it. @returns `undefined` where none ran. */
export async function stopServer(
  folder: EmbeddedFolder,
): Promise<{ server: RunningServer; how: "ended" | "killed" } | undefined> {
  const found = await findServer(folder);
  if (found.kind !== "running") {
    await forgetServer(folder);
    return undefined;
  }
  const how = await endProcess(found.server, stopPatience);
  await forgetServer(folder);
  return { server: found.server, how: how === "killed" ? "killed" : "ended" };
}
