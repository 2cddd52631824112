import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { parseNetwork } from "../../model/network";
import { readResource } from "../../model/resource";
import type { Value } from "../../model/value";
import { appRoleOf } from "../../model/vault/approle";
import { auditDeviceOf } from "../../model/vault/audit-device";
import { keyValueOf } from "../../model/vault/key-value";
import { startCarelessVault, type CarelessVault } from "./rules-vault";

let vault: CarelessVault;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "strongroom-spellings-"));
  vault = await startCarelessVault();
  await vault.asRoot("POST", "sys/auth/approle", { type: "approle" });
}, 1_200_000);
afterAll(async () => {
  await vault.stop();
  rmSync(folder, { recursive: true });
});

const refusal = z.object({ errors: z.array(z.string()).min(1) });

/** What the model makes of the same write. */
function written(route: string, data: object) {
  const props = { path: route, dataJson: JSON.stringify(data) };
  return readResource({ urn: "urn", type: "vault:generic/endpoint:Endpoint", name: "example", props });
}

function shown(value: Value<unknown> | undefined): unknown {
  return value?.kind === "known" ? value.value : value?.kind;
}

const networks = [
  ...["10.20.0.0/16", "10.20.1.2/16", "192.0.2.7", "192.0.2.7:8200", "0.0.0.0/0", "192.0.2.7/00ffffff"],
  ...["::/0", "2001:db8::/32", "2001:db8::1", "[2001:db8::1]:8200", "::ffff:0.0.0.0/96", "::ffff:10.0.0.0/104"],
  ...["10.0.0.0/33", "::/129", "10.0.0/8", "everywhere", "/run/vault.sock"],
];

test.each(networks)("the network %s is to the model what it is to the real Vault", async (text) => {
  const route = "auth/approle/role/networks";
  const answer = await vault.asRoot("POST", route, { token_bound_cidrs: text });
  const role = z.object({ data: z.object({ token_bound_cidrs: z.array(z.string()) }) });
  const byVault = refusal.safeParse(answer).success
    ? undefined
    : role.parse(await vault.asRoot("GET", route)).data.token_bound_cidrs.map(parseNetwork)[0];
  expect(parseNetwork(text)).toEqual(byVault);
});

test.each([true, false, 1, 0, 2, "1", "0", "t", "F", "True", "FALSE", "", "no", "off"])(
  "bind_secret_id = %j is to the model what it is to the real Vault",
  async (bindSecretId) => {
    const route = "auth/approle/role/bind";
    const data = { bind_secret_id: bindSecretId, token_bound_cidrs: "10.20.0.0/16" };
    const answer = await vault.asRoot("POST", route, data);
    const role = z.object({ data: z.object({ bind_secret_id: z.boolean() }) });
    const byVault = refusal.safeParse(answer).success
      ? "unknown"
      : role.parse(await vault.asRoot("GET", route)).data.bind_secret_id;
    expect(shown(appRoleOf(written(route, data))?.bindSecretId)).toBe(byVault);
  },
);

test.each([
  { type: "kv" },
  { type: "generic" },
  { type: "kv-v1" },
  { type: "kv-v2" },
  { type: "kv", options: { version: "1" } },
  { type: "kv", options: { version: 2 } },
  { type: "kv", options: ["version=2"] },
  { type: "kv", options: "version=2" },
  { type: "kv", options: { Version: "2" } },
])("an engine mounted with %j has the version that the model reads", async (data) => {
  const route = "sys/mounts/tried";
  const answer = await vault.asRoot("POST", route, data);
  expect(refusal.safeParse(answer).success).toBe(false);
  const mount = z.object({ data: z.object({ options: z.record(z.string(), z.string()).nullable() }) });
  const { options } = mount.parse(await vault.asRoot("GET", route)).data;
  await vault.asRoot("DELETE", route);
  expect(shown(keyValueOf(written(route, data))?.version)).toBe(Number(options?.["version"] ?? 1));
});

describe("an audit device", () => {
  const file = () => path.join(folder, "audit.log");
  const route = "sys/audit/tried";

  /** Whether the device writes the token that asks, and its file's mode; undefined where Vault refuses the options. */
  async function byVault(data: object): Promise<{ raw: boolean; mode: number } | undefined> {
    rmSync(file(), { force: true });
    if (refusal.safeParse(await vault.asRoot("POST", route, data)).success) return undefined;
    await vault.asRoot("GET", "sys/mounts");
    const raw = readFileSync(file(), "utf8").includes(vault.rootToken);
    const mode = statSync(file()).mode & 0o777;
    await vault.asRoot("DELETE", route);
    return { raw, mode };
  }

  test.each([
    {},
    { log_raw: "T" },
    { log_raw: "1", mode: "0644" },
    { log_raw: true },
    { log_raw: "FALSE", mode: "640" },
    { mode: 600 },
    { mode: "0660", hmac_accessor: "f" },
    ["log_raw=t", "mode=0604"],
  ])("with %j is to the model what it is to the real Vault", async (options) => {
    const filePath = Array.isArray(options) ? [...options, `file_path=${file()}`] : { ...options, file_path: file() };
    const data = { type: "file", options: filePath };
    const device = auditDeviceOf(written(route, data));
    expect({ raw: shown(device?.logRaw) === true, mode: shown(device?.mode) ?? 0o600 }).toEqual(await byVault(data));
  });

  test.each([{ log_raw: "yes" }, { hmac_accessor: "off" }, { mode: "rw" }, { mode: "0800" }])(
    "with %j, which Vault refuses, is not known to the model",
    async (options) => {
      const data = { type: "file", options: { ...options, file_path: file() } };
      expect(await byVault(data)).toBeUndefined();
      const { logRaw, hmacAccessor, mode } = auditDeviceOf(written(route, data)) ?? {};
      expect([logRaw, hmacAccessor, mode].map((value) => value?.kind)).toContain("unknown");
    },
  );

  test("with an executable file is refused by Vault, and known to the model", async () => {
    const data = { type: "file", options: { mode: "0700", file_path: file() } };
    expect(await byVault(data)).toBeUndefined();
    expect(shown(auditDeviceOf(written(route, data))?.mode)).toBe(0o700);
  });
});
