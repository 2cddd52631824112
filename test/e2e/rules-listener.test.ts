import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { listenersOf } from "../../model/server/listener";
import { readConfigurationText } from "../../model/server/text";
import { known } from "../../model/value";
import { createAuthority, createServerCertificate } from "../../toolchain/embedded/certificate";
import { vaultBinary } from "../toolchain/embedded/vault-binary";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "strongroom-listener-"));
  const { certificate, key } = await createServerCertificate(await createAuthority(new Date()), new Date());
  writeFileSync(path.join(folder, "server.pem"), certificate);
  writeFileSync(path.join(folder, "key.pem"), key, { mode: 0o600 });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Every spelling that turns TLS off or leaves it on, in HCL. */
const spellings = [
  ...["1", "2", "0x1", '"1"', "true", '"true"', '"t"', '"T"', '"TRUE"', '"True"'].map(
    (value) => `tls_disable = ${value}`,
  ),
  ...["0", '"0"', "false", '"false"', '"f"', '"F"', '"FALSE"', '""'].map((value) => `tls_disable = ${value}`),
  "TLS_DISABLE = 1",
  'Tls_Disable = "true"',
  "",
];

const refused = ["yes", "on", "disabled", "tRUE"].map((word) => `tls_disable = "${word}"`);

function listener(setting: string): string {
  const files = ["tls_cert_file", "tls_key_file"].map((name, index) => {
    return `  ${name} = ${JSON.stringify(path.join(folder, index === 0 ? "server.pem" : "key.pem"))}\n`;
  });
  return `listener "tcp" {\n  address = "127.0.0.1:0"\n  cluster_address = "127.0.0.1:0"\n${files.join("")}  ${setting}\n}\n`;
}

const base = 'storage "inmem" {}\ndisable_mlock = true\n';

/** For each listener, whether the model takes its TLS for switched off. */
function readByModel(text: string): (boolean | string)[] {
  const settings = readConfigurationText(known(text, { path: [] }));
  const listeners = settings === undefined ? undefined : listenersOf(settings);
  if (listeners?.kind !== "known") return ["not read"];
  return listeners.value.map(({ tlsDisable }) =>
    tlsDisable.kind === "known" ? tlsDisable.value === true : tlsDisable.kind,
  );
}

/** What the real server says of its listeners when it starts; its refusal where it does not. */
async function readByVault(text: string): Promise<(boolean | string)[]> {
  writeFileSync(path.join(folder, "vault.hcl"), text);
  const server = spawn(await vaultBinary(), ["server", `-config=${path.join(folder, "vault.hcl")}`], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOME: folder },
  });
  let output = "";
  await new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      if (output.includes("Vault server started!")) server.kill("SIGKILL");
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.on("close", () => resolve());
  });
  const listeners = [...output.matchAll(/Listener (?<number>\d+): .* tls: "(?<tls>\w+)"/gu)];
  if (listeners.length === 0) return [/invalid value for tls_disable/u.test(output) ? "unknown" : output];
  return listeners
    .sort((left, right) => Number(left.groups?.["number"]) - Number(right.groups?.["number"]))
    .map(({ groups }) => groups?.["tls"] === "disabled");
}

test("the model reads every spelling of tls_disable as the real Vault does", async () => {
  const text = base + spellings.map(listener).join("");
  const byVault = await readByVault(text);
  expect(byVault).toHaveLength(spellings.length);
  expect(spellings.map((spelling, index) => [spelling, readByModel(text)[index]])).toEqual(
    spellings.map((spelling, index) => [spelling, byVault[index]]),
  );
}, 60_000);

test.each(refused)(
  "what Vault refuses, the model does not take for switched on: %s",
  async (spelling) => {
    const text = base + listener(spelling);
    expect(await readByVault(text)).toEqual(["unknown"]);
    expect(readByModel(text)).toEqual(["unknown"]);
  },
  60_000,
);

test("the JSON forms are read as the real Vault reads them", async () => {
  const tcp = {
    address: "127.0.0.1:0",
    cluster_address: "127.0.0.1:0",
    tls_cert_file: path.join(folder, "server.pem"),
    tls_key_file: path.join(folder, "key.pem"),
  };
  const text = JSON.stringify({
    storage: { inmem: {} },
    disable_mlock: true,
    listener: [
      { tcp },
      { tcp: { ...tcp, tls_disable: true } },
      { TCP: { ...tcp, tls_disable: "t" } },
      { tcp: { ...tcp, tls_disable: "false" } },
    ],
  });
  expect(readByModel(text)).toEqual(await readByVault(text));
}, 60_000);
