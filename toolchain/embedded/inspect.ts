import type { Stats } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../../problem/problem";
import { loginFileShape, unsealFileShape } from "./credentials";
import { dataVersionShape } from "./data-version";
import type { EmbeddedFolder } from "./folder";
import { readJsonFile } from "./json-file";
import { readTlsFiles } from "./read-tls-files";
import { codeOf, reasonOf } from "./system-error";

const reset = "restore it, or run strongroom dev reset --yes and begin anew";

/**
 * Everything that is wrong with an embedded Vault's folder, as far as its files tell; empty for a whole or a new one.
 * @param storage where the server keeps its data
 */
export async function inspectFolder(folder: EmbeddedFolder, storage: string): Promise<readonly Problem[]> {
  let root: Stats;
  try {
    root = await stat(folder.root);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    return [
      { subject: folder.root, must: "be within reach", found: reasonOf(error), fix: "see whose folders lead there" },
    ];
  }
  if (!root.isDirectory())
    return [{ subject: folder.root, must: "be a folder", found: "something else", fix: "move it away" }];
  const [open, contents, tls] = await Promise.all([
    openToOthers(folder, storage),
    damagedContents(folder, storage),
    readTlsFiles(folder),
  ]);
  return [...open, ...contents, ...(tls.kind === "damaged" ? tls.problems : [])];
}

/** What others on this machine may read or change is no longer ours alone. */
async function openToOthers(folder: EmbeddedFolder, storage: string): Promise<readonly Problem[]> {
  const folders = [folder.root, folder.tls, folder.audit, storage];
  const files = [folder.unsealFile, folder.loginFile, folder.serverFile, folder.caKeyFile, folder.certificateKeyFile];
  const expected = [
    ...folders.map((place) => [place, 0o700] as const),
    ...files.map((place) => [place, 0o600] as const),
  ];
  const problems = await Promise.all(
    expected.map(async ([place, mode]): Promise<Problem[]> => {
      const found = await stat(place).catch(() => undefined);
      if (found === undefined) return [];
      if ((found.mode & 0o077) !== 0) {
        const fix = `chmod ${octal(mode)} ${place}; if somebody else uses this machine, treat what it holds as known to them`;
        return [{ subject: place, must: `have mode ${octal(mode)}`, found: octal(found.mode & 0o777), fix }];
      }
      if (!found.isDirectory()) return [];
      const usable = await access(place, constants.R_OK | constants.W_OK | constants.X_OK).then(
        () => true,
        () => false,
      );
      return usable
        ? []
        : [
            {
              subject: place,
              must: "be yours to read and write",
              found: octal(found.mode & 0o777),
              fix: `chmod ${octal(mode)} ${place}`,
            },
          ];
    }),
  );
  return problems.flat();
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
    if (state.kind === "damaged") problems.push({ ...state.problem, fix: reset });
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

const octal = (mode: number) => mode.toString(8).padStart(4, "0");
