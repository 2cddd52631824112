import { stat } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../../problem/problem";
import { loginFileShape, unsealFileShape } from "./credentials";
import { dataVersionShape } from "./data-version";
import type { EmbeddedFolder } from "./folder";
import { readJsonFile } from "./json-file";
import { permissionProblems, rootProblem } from "./permissions";
import { readTlsFiles } from "./read-tls-files";
import { codeOf } from "./system-error";

const reset = "restore it, or run strongroom dev reset --yes and begin anew";

/**
 * Everything that is wrong with an embedded Vault's folder, as far as its files tell; empty for a whole or a new one.
 * @param storage where the server keeps its data
 */
export async function inspectFolder(folder: EmbeddedFolder, storage: string): Promise<readonly Problem[]> {
  const root = await rootProblem(folder);
  if (root === "new") return [];
  if (root !== undefined) return [root];
  const [permissions, contents, tls] = await Promise.all([
    permissionProblems(folder, storage),
    damagedContents(folder, storage),
    readTlsFiles(folder),
  ]);
  return [...permissions, ...contents, ...(tls.kind === "damaged" ? tls.problems : [])];
}

async function damagedContents(folder: EmbeddedFolder, storage: string): Promise<readonly Problem[]> {
  const [unseal, login, version, data] = await Promise.all([
    readJsonFile(folder.unsealFile, unsealFileShape),
    readJsonFile(folder.loginFile, loginFileShape),
    readJsonFile(folder.dataVersionFile, dataVersionShape),
    dataState(storage),
  ]);
  const problems: Problem[] = [];
  for (const state of [unseal, login, version])
    if (state.kind === "damaged") problems.push({ fix: reset, ...state.problem });
  const phase = unseal.kind === "whole" ? unseal.value.phase : undefined;
  if (phase === "finished" && login.kind === "missing") {
    problems.push({
      subject: folder.loginFile,
      must: "exist, since the bootstrap is finished",
      found: "no such file",
      fix: reset,
    });
  }
  if ((phase === "finished" || phase === "unfinished") && data !== "present") {
    problems.push({ subject: storage, must: "hold the data that unseal.json belongs to", found: data, fix: reset });
  }
  if (data === "present" && version.kind === "missing") {
    problems.push({
      subject: folder.dataVersionFile,
      must: "exist beside the data, and say which Vault wrote it",
      found: "no such file",
      fix: `write {"format": 1, "vault": "1.21.0"} there with the version that wrote the data, or run strongroom dev reset --yes`,
    });
  }
  return problems;
}

/** Vault makes new, empty files where its own are missing or empty, and would then present itself as never initialised. */
async function dataState(storage: string): Promise<string> {
  for (const name of ["vault.db", path.join("raft", "raft.db")]) {
    const size = await stat(path.join(storage, name)).then(
      (found) => found.size,
      (error: unknown) => codeOf(error),
    );
    if (size === "ENOENT") return `no ${name}`;
    // One that is there and out of reach is told as a matter of permissions.
    if (size === 0) return `an empty ${name}`;
  }
  return "present";
}
