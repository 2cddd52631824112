import { randomBytes } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { EmbeddedFolder } from "./folder";
import { codeOf } from "./system-error";

export interface Doomed {
  readonly place: string;
  /** What is lost with it, in the user's words. */
  readonly what: string;
}

/** What a reset would remove, of what is there. */
export async function whatResetRemoves(folder: EmbeddedFolder): Promise<readonly Doomed[]> {
  const parts: readonly Doomed[] = [
    { place: folder.dataVersionFile, what: "the Vault's data: every secret, policy, role and token in it" },
    { place: folder.audit, what: "its audit files" },
    { place: folder.tls, what: "its CA and certificate; whoever trusts the CA has to trust the next one anew" },
    { place: folder.unsealFile, what: "its unseal key" },
    { place: folder.loginFile, what: "the deployer's login" },
    { place: folder.log, what: "the server's log" },
  ];
  const present = await Promise.all(
    parts.map(({ place }) =>
      stat(place).then(
        () => true,
        () => false,
      ),
    ),
  );
  const known = parts.filter((_, index) => present[index]);
  if (known.length > 0) return known;
  const anything = await stat(folder.root).then(
    () => true,
    () => false,
  );
  return anything ? [{ place: folder.root, what: "the rest of an embedded Vault" }] : [];
}

/**
 * Removes the folder of a stopped embedded Vault. It disappears in one step; a reset that is killed while the rest is deleted
 * leaves only a folder that the next reset clears away.
 */
export async function removeFolder(folder: EmbeddedFolder): Promise<void> {
  const [parent, prefix] = [path.dirname(folder.root), `${path.basename(folder.root)}.removed-`];
  try {
    await rename(folder.root, path.join(parent, `${prefix}${randomBytes(6).toString("hex")}`));
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}
