import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, rmSync, statSync } from "node:fs";
import { Refusal } from "../../../problem/problem";
import { createAuthority } from "../../../toolchain/embedded/certificate";
import type { EmbeddedFolder } from "../../../toolchain/embedded/folder";
import { ensureTlsFiles } from "../../../toolchain/embedded/tls-files";
import { put, removeTemporaryFolders, temporaryFolder } from "./embedded-folder";

afterAll(removeTemporaryFolders);

const now = new Date("2026-01-15T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
const certificate = (file: string) => new X509Certificate(readFileSync(file));

test("a new folder gets a CA and a server certificate for every name of loopback", async () => {
  const folder = temporaryFolder();
  expect(await ensureTlsFiles(folder, now)).toBe("created");
  const [ca, server] = [certificate(folder.caFile), certificate(folder.certificateFile)];
  expect(ca.ca).toBe(true);
  expect(server.ca).toBe(false);
  expect(server.verify(ca.publicKey)).toBe(true);
  expect(server.checkPrivateKey(createPrivateKey(readFileSync(folder.certificateKeyFile)))).toBe(true);
  expect(server.subjectAltName).toBe("IP Address:127.0.0.1, DNS:localhost, IP Address:0:0:0:0:0:0:0:1");
  expect(server.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  const modes = [folder.caFile, folder.caKeyFile, folder.certificateFile, folder.certificateKeyFile].map(
    (file) => statSync(file).mode & 0o777,
  );
  expect(modes).toEqual([0o600, 0o600, 0o600, 0o600]);
});

test.each([
  { days: 0, change: "unchanged" },
  { days: 360, change: "unchanged" },
  { days: 368, change: "renewed" },
  { days: 500, change: "renewed" },
])("after $days days the certificate is $change, under the same CA", async ({ days, change }) => {
  const folder = temporaryFolder();
  await ensureTlsFiles(folder, now);
  const before = { ca: readFileSync(folder.caFile, "utf8"), serial: certificate(folder.certificateFile).serialNumber };
  expect(await ensureTlsFiles(folder, inDays(days))).toBe(change);
  expect(readFileSync(folder.caFile, "utf8")).toBe(before.ca);
  expect(certificate(folder.certificateFile).serialNumber === before.serial).toBe(change === "unchanged");
});

describe("damage is refused, all of it at once", () => {
  const damages: readonly {
    name: string;
    damage: (folder: EmbeddedFolder) => void | Promise<void>;
    problems: readonly string[];
  }[] = [
    {
      name: "a missing file among others",
      damage: (folder) => rmSync(folder.caFile),
      problems: ["ca.pem must exist, found no such file, but others beside it"],
    },
    {
      name: "truncated files",
      damage: (folder) => {
        put(folder.certificateFile, readFileSync(folder.certificateFile, "utf8").slice(0, 100));
        put(folder.certificateKeyFile, "");
      },
      problems: [
        "server.pem must hold a certificate in PEM form, found something else",
        "server-key.pem must hold a private key in PEM form, found an empty file",
      ],
    },
    {
      name: "another CA",
      damage: async (folder) => {
        const other = await createAuthority(now);
        put(folder.caFile, other.certificate);
      },
      problems: [
        "ca-key.pem must be the key of ca.pem, found another key",
        "server.pem must be signed by ca.pem, found another signature",
      ],
    },
  ];

  test.each(damages)("$name", async ({ damage, problems }) => {
    const folder = temporaryFolder();
    await ensureTlsFiles(folder, now);
    await damage(folder);
    const refusal: unknown = await ensureTlsFiles(folder, now).catch((error: unknown) => error);
    if (!(refusal instanceof Refusal)) throw new Error("not refused");
    expect(refusal.message.split("\n")).toEqual(
      problems.map(
        (problem) =>
          `${folder.tls}/${problem}; fix: remove the folder ${folder.tls}; strongroom dev start makes a new one`,
      ),
    );
  });
});
