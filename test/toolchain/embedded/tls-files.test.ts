import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, rmSync, statSync } from "node:fs";
import { Refusal } from "../../../problem/problem";
import { createAuthority, createServerCertificate } from "../../../toolchain/embedded/certificate";
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

test("a renewal that was killed between its two files is done again", async () => {
  const folder = temporaryFolder();
  await ensureTlsFiles(folder, now);
  const other = await createServerCertificate(await createAuthority(now), now);
  put(folder.certificateKeyFile, other.key);
  expect(await ensureTlsFiles(folder, now)).toBe("renewed");
  expect(await ensureTlsFiles(folder, now)).toBe("unchanged");
});

test("a CA without a server certificate signs a new one", async () => {
  const folder = temporaryFolder();
  await ensureTlsFiles(folder, now);
  rmSync(folder.certificateFile);
  rmSync(folder.certificateKeyFile);
  expect(await ensureTlsFiles(folder, now)).toBe("renewed");
});

test("a CA that was killed before it had a certificate is begun anew", async () => {
  const folder = temporaryFolder();
  put(folder.caKeyFile, (await createAuthority(now)).key);
  expect(await ensureTlsFiles(folder, now)).toBe("created");
  expect(await ensureTlsFiles(folder, now)).toBe("unchanged");
});

interface Damage {
  readonly name: string;
  readonly damage: (folder: EmbeddedFolder) => void | Promise<void>;
  readonly problems: (folder: EmbeddedFolder) => readonly string[];
}

describe("damage is refused, all of it at once", () => {
  const anew = (folder: EmbeddedFolder) => `fix: remove the folder ${folder.tls}; strongroom dev start makes a new one`;
  const server = (folder: EmbeddedFolder) =>
    `fix: remove ${folder.certificateFile} and ${folder.certificateKeyFile}; strongroom dev start makes new ones`;
  const damages: readonly Damage[] = [
    {
      name: "a missing file among others",
      damage: (folder) => rmSync(folder.caFile),
      problems: (folder) => [`${folder.caFile} must exist, found no such file, but others beside it; ${anew(folder)}`],
    },
    {
      name: "truncated files",
      damage: (folder) => {
        put(folder.certificateFile, readFileSync(folder.certificateFile, "utf8").slice(0, 100));
        put(folder.certificateKeyFile, "");
      },
      problems: (folder) => [
        `${folder.certificateFile} must hold a certificate in PEM form, found something else; ${server(folder)}`,
        `${folder.certificateKeyFile} must hold a private key in PEM form, found an empty file; ${server(folder)}`,
      ],
    },
    {
      name: "another CA",
      damage: async (folder) => {
        const other = await createAuthority(now);
        put(folder.caFile, other.certificate);
      },
      problems: (folder) => [
        `${folder.caKeyFile} must be the key of ca.pem, found another key; ${anew(folder)}`,
        `${folder.certificateFile} must be signed by ca.pem, found another signature; ${server(folder)}`,
      ],
    },
    {
      name: "no CA beside a server certificate",
      damage: (folder) => {
        rmSync(folder.caFile);
        rmSync(folder.caKeyFile);
      },
      problems: (folder) => [`${folder.caFile} must exist, found no such file, but others beside it; ${anew(folder)}`],
    },
  ];

  test.each(damages)("$name", async ({ damage, problems }) => {
    const folder = temporaryFolder();
    await ensureTlsFiles(folder, now);
    await damage(folder);
    const refusal: unknown = await ensureTlsFiles(folder, now).catch((error: unknown) => error);
    if (!(refusal instanceof Refusal)) throw new Error("not refused");
    expect(refusal.message.split("\n")).toEqual(problems(folder));
  });
});
