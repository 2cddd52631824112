import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sentence } from "../../../problem/problem";
import type { EmbeddedFolder } from "../../../toolchain/embedded/folder";
import { inspectFolder } from "../../../toolchain/embedded/inspect";
import { ensureTlsFiles } from "../../../toolchain/embedded/tls-files";
import { put, removeTemporaryFolders, temporaryFolder } from "./embedded-folder";

afterAll(removeTemporaryFolders);

const canary = "hvs.CANARYCANARYCANARYCANARY";
const storageOf = (folder: EmbeddedFolder) => path.join(folder.root, "raft");

/** The files of a Vault that was started, bootstrapped and stopped. */
async function wholeFolder(): Promise<EmbeddedFolder> {
  const folder = temporaryFolder();
  await ensureTlsFiles(folder, new Date());
  put(path.join(storageOf(folder), "vault.db"), "data");
  put(path.join(storageOf(folder), "raft", "raft.db"), "data");
  put(folder.dataVersionFile, JSON.stringify({ format: 1, vault: "1.21.0" }));
  put(folder.unsealFile, JSON.stringify({ phase: "finished", unsealKey: canary }));
  put(folder.loginFile, JSON.stringify({ mount: "userpass", username: "deployer", password: canary }));
  mkdirSync(folder.audit, { mode: 0o700 });
  return folder;
}

async function problemsOf(folder: EmbeddedFolder): Promise<readonly string[]> {
  const problems = await inspectFolder(folder, storageOf(folder));
  return problems.map((problem) =>
    sentence(problem).replaceAll(`${folder.root}/`, "").replaceAll(folder.root, "(root)"),
  );
}

const anew = "fix: restore it, or run strongroom dev reset --yes and begin anew";
const known = "if somebody else uses this machine, treat what it holds as known to them";

test("a folder that does not exist, an empty one and a whole one have no problem", async () => {
  const missing = temporaryFolder();
  rmSync(missing.root, { recursive: true });
  expect(await problemsOf(missing)).toEqual([]);
  expect(await problemsOf(temporaryFolder())).toEqual([]);
  expect(await problemsOf(await wholeFolder())).toEqual([]);
});

const damages: readonly { name: string; damage: (folder: EmbeddedFolder) => void; problems: readonly string[] }[] = [
  {
    name: "truncated, empty and altered files",
    damage: (folder) => {
      put(folder.unsealFile, `{"phase": "finished", "unsealKey": "${canary}`);
      put(folder.loginFile, "");
      put(folder.dataVersionFile, '{"format": "one"}');
    },
    problems: [
      `unseal.json must hold what Strongroom wrote, found a truncated or altered file (not JSON); ${anew}`,
      `login.json must hold what Strongroom wrote, found an empty file; ${anew}`,
      `data-version.json must hold what Strongroom wrote, found something else at format, vault; ${anew}`,
    ],
  },
  {
    name: "a file that cannot be read",
    damage: (folder) => {
      rmSync(folder.loginFile);
      mkdirSync(folder.loginFile, { mode: 0o700 });
    },
    problems: [
      `login.json must be readable, found EISDIR: illegal operation on a directory, read; fix: see that login.json belongs to you, with mode 0600 for a file and 0700 for a folder`,
    ],
  },
  {
    name: "missing files of a finished bootstrap",
    damage: (folder) => {
      rmSync(folder.loginFile);
      rmSync(folder.dataVersionFile);
    },
    problems: [
      `login.json must exist, since the bootstrap is finished, found no such file; ${anew}`,
      "data-version.json must exist beside the data, and say which Vault wrote it, found no such file; fix: " +
        'write {"format": 1, "vault": "1.21.0"} there with the version that wrote the data, or run strongroom dev reset --yes',
    ],
  },
  {
    name: "missing data",
    damage: (folder) => rmSync(path.join(storageOf(folder), "vault.db")),
    problems: [`raft must hold the data that unseal.json belongs to, found no vault.db; ${anew}`],
  },
  {
    name: "emptied data, which Vault would take for a new one",
    damage: (folder) => writeFileSync(path.join(storageOf(folder), "raft", "raft.db"), ""),
    problems: [`raft must hold the data that unseal.json belongs to, found an empty raft/raft.db; ${anew}`],
  },
  {
    name: "files and folders open to others",
    damage: (folder) => {
      chmodSync(folder.root, 0o755);
      chmodSync(folder.unsealFile, 0o644);
      chmodSync(folder.certificateKeyFile, 0o640);
    },
    problems: [
      `(root) must have mode 0700, found 0755; fix: chmod 0700 (root); ${known}`,
      `unseal.json must have mode 0600, found 0644; fix: chmod 0600 unseal.json; ${known}`,
      `tls/server-key.pem must have mode 0600, found 0640; fix: chmod 0600 tls/server-key.pem; ${known}`,
    ],
  },
  {
    name: "damage of several kinds",
    damage: (folder) => {
      chmodSync(folder.loginFile, 0o604);
      rmSync(storageOf(folder), { recursive: true });
      rmSync(folder.caKeyFile);
    },
    problems: [
      `login.json must have mode 0600, found 0604; fix: chmod 0600 login.json; ${known}`,
      `raft must hold the data that unseal.json belongs to, found no vault.db; ${anew}`,
      "tls/ca-key.pem must exist, found no such file, but others beside it; fix: remove the folder tls; strongroom dev start makes a new one",
    ],
  },
];

test.each(damages)("$name: each is named, with the way out, and no secret is", async ({ damage, problems }) => {
  const folder = await wholeFolder();
  damage(folder);
  const found = await problemsOf(folder);
  expect(found).toEqual(problems);
  expect(found.join("\n")).not.toContain(canary);
});

test("a file in the folder's place is one problem", async () => {
  const folder = temporaryFolder();
  rmSync(folder.root, { recursive: true });
  writeFileSync(folder.root, "");
  expect(await problemsOf(folder)).toEqual(["(root) must be a folder, found something else; fix: move it away"]);
});
