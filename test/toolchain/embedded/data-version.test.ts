import { compareDataVersion, writeDataVersion } from "../../../toolchain/embedded/data-version";
import { put, removeTemporaryFolders, temporaryFolder } from "./embedded-folder";

afterAll(removeTemporaryFolders);

test("data that no Vault has opened is new", async () => {
  expect(await compareDataVersion(temporaryFolder(), "1.21.0")).toEqual({ kind: "new" });
});

test.each([
  { written: "1.21.0", vault: "1.21.0", change: { kind: "same" } },
  { written: "1.21.0+ent", vault: "1.21.0", change: { kind: "same" } },
  { written: "1.20.4", vault: "1.21.0", change: { kind: "upgrade", from: "1.20.4" } },
  { written: "1.9.10", vault: "1.10.0", change: { kind: "upgrade", from: "1.9.10" } },
])("data of $written under Vault $vault", async ({ written, vault, change }) => {
  const folder = temporaryFolder();
  await writeDataVersion(folder, written);
  expect(await compareDataVersion(folder, vault)).toEqual(change);
});

test("data of a newer Vault is refused, with the version to install", async () => {
  const folder = temporaryFolder();
  await writeDataVersion(folder, "2.0.1");
  await expect(compareDataVersion(folder, "1.21.0")).rejects.toThrow(
    `vault data in ${folder.root} must be of Vault 1.21.0 or older, the version found on this machine, found data of Vault 2.0.1; ` +
      "fix: put Vault 2.0.1 or newer on PATH, or run strongroom dev reset --yes and begin anew",
  );
});

test("a newer layout of the folder is refused", async () => {
  const folder = temporaryFolder();
  put(folder.dataVersionFile, JSON.stringify({ format: 2, vault: "1.21.0" }));
  await expect(compareDataVersion(folder, "1.21.0")).rejects.toThrow("must have layout 1 or older, found layout 2");
});
