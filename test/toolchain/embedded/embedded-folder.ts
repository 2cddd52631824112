import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { embeddedFolder, type EmbeddedFolder } from "../../../toolchain/embedded/folder";

const made: string[] = [];

/** The paths of an embedded Vault in a temporary project of the test's own; its root exists and is empty. */
export function temporaryFolder(): EmbeddedFolder {
  const project = mkdtempSync(path.join(tmpdir(), "strongroom-"));
  made.push(project);
  const folder = embeddedFolder(path.join(project, ".strongroom"));
  mkdirSync(folder.root, { recursive: true, mode: 0o700 });
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const project of made.splice(0)) rmSync(project, { recursive: true, force: true });
}

/** Writes a file below the folder as Strongroom would, or with another mode. */
export function put(file: string, text: string, mode = 0o600): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text);
  chmodSync(file, mode);
}
