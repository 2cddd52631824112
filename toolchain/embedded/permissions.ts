import type { Stats } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import type { Problem } from "../../problem/problem";
import type { EmbeddedFolder } from "./folder";
import { codeOf, reasonOf } from "./system-error";

/** Whether the folder can be looked into at all; where it cannot, nothing else about it can be known. */
export async function rootProblem(folder: EmbeddedFolder): Promise<Problem | "new" | undefined> {
  let found: Stats;
  try {
    found = await stat(folder.root);
  } catch (error) {
    return codeOf(error) === "ENOENT" ? "new" : unreadable(folder.root, error);
  }
  if (!found.isDirectory()) {
    return { subject: folder.root, must: "be a folder", found: "something else", fix: "move it away" };
  }
  return outOfReach(folder.root, found);
}

/**
 * What others on this machine may read or change is no longer ours alone; what we may not read or change is of no use.
 * @param storage where the server keeps its data
 */
export async function permissionProblems(folder: EmbeddedFolder, storage: string): Promise<readonly Problem[]> {
  const places = [
    ...[folder.root, folder.tls, folder.audit, storage].map((place) => ({ place, mode: 0o700 })),
    ...[folder.unsealFile, folder.loginFile, folder.serverFile].map((place) => ({ place, mode: 0o600 })),
    ...[folder.caKeyFile, folder.certificateKeyFile].map((place) => ({ place, mode: 0o600 })),
  ];
  const problems = await Promise.all(places.map(({ place, mode }) => permissionProblem(place, mode)));
  return problems.filter((problem) => problem !== undefined);
}

async function permissionProblem(place: string, mode: number): Promise<Problem | undefined> {
  // What is missing, or unreadable as a file, is told where its content is read.
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) return undefined;
  if ((found.mode & 0o077) === 0) return found.isDirectory() ? outOfReach(place, found) : undefined;
  const fix = `chmod ${octal(mode)} ${place}; if somebody else uses this machine, treat what it holds as known to them`;
  return { subject: place, must: `have mode ${octal(mode)}`, found: octal(found.mode), fix };
}

async function outOfReach(place: string, found: Stats): Promise<Problem | undefined> {
  try {
    await access(place, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    // Why, is in the owner and the mode.
    const fix = `chown -R "$(id -un)" ${place}, and chmod ${octal(0o700)} ${place}`;
    const said = `a folder of user ${found.uid} with mode ${octal(found.mode)}`;
    return { subject: place, must: "be yours to read and write", found: said, fix };
  }
}

/** A place that is there and cannot be read: nothing is lost yet, so nothing needs to be thrown away. */
export function unreadable(place: string, error: unknown): Problem {
  const fix = `see that ${place} belongs to you, with mode ${octal(0o600)} for a file and ${octal(0o700)} for a folder`;
  return { subject: place, must: "be readable", found: reasonOf(error), fix };
}

const octal = (mode: number) => (mode & 0o777).toString(8).padStart(4, "0");
