import { mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { embeddedFolder } from "../toolchain/embedded/folder";
import { processIdentity } from "../toolchain/embedded/process";
import { stopServer } from "../toolchain/embedded/running-server";

const prefix = "strongroom-bench-";

/** Where one run of the bench keeps everything, and the project in it. */
export interface Place {
  readonly root: string;
  readonly project: string;
  /** For a copy of this repository. */
  readonly company: string;
}

/** A fresh folder, named after this process so that the next run knows when nobody uses it any more. */
export async function makePlace(): Promise<Place> {
  await clearAbandoned();
  const root = path.join(tmpdir(), `${prefix}${process.pid}`);
  const project = projectOf(root);
  await mkdir(project, { recursive: true, mode: 0o700 });
  return { root, project, company: companyOf(root) };
}

/** Ends the Vaults of a place that run, and removes the place. */
export async function removePlace(root: string): Promise<void> {
  for (const project of [projectOf(root), companyOf(root)]) {
    await stopServer(embeddedFolder(path.join(project, ".strongroom")));
  }
  await rm(root, { recursive: true, force: true });
}

/** What runs left behind that were killed with `kill -9`. */
async function clearAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(name.slice(prefix.length));
    if (pid === process.pid || (await processIdentity(pid)) === undefined) await removePlace(path.join(tmpdir(), name));
  }
}

function companyOf(root: string): string {
  return path.join(root, "company");
}

function projectOf(root: string): string {
  return path.join(root, "strongroom");
}
