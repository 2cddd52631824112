import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { EnginesParameters } from "./programs/secrets-engines";
import { download } from "./project/download";
import { createModuleProject, giveParameters, upWith } from "./project/module-project";
import { mustSucceed, removeProject, strongroom, type TestProject } from "./project/project";
import { asDeployer, asHolderOf } from "./project/vault";

jest.setTimeout(600_000);

const engineer = { name: "engineer", allowedUsers: ["deploy", "ops"], defaultUser: "deploy" };
const hosts = { name: "host", allowedDomains: ["example.com"], allowBareDomains: false, allowSubdomains: true };
/** A code of its key is good for as long as a change takes. */
const checkout = { name: "checkout", issuer: "payments", accountName: "checkout", period: 600 };

let project: TestProject;
let parameters: EnginesParameters = {
  transit: { path: "transit", keys: [{ name: "orders" }, { name: "releases", type: "ed25519" }] },
  ssh: { path: "ssh", userRoles: [engineer], hostRoles: [hosts] },
  totp: { path: "totp", keys: [checkout] },
  kv: { path: "team" },
};

async function change(changed: Partial<EnginesParameters>): Promise<void> {
  parameters = { ...parameters, ...changed };
  await upWith(project, parameters);
}

/** A change that would make a key anew: nothing may come of it. */
async function expectProtected(changed: Partial<EnginesParameters>): Promise<void> {
  giveParameters(project, { ...parameters, ...changed });
  const { exitCode, stdout } = await strongroom(project.root, ["preview", "dev"]);
  giveParameters(project, parameters);
  expect(stdout).toMatch(/marked for protection|because it is protected/);
  expect(exitCode).not.toBe(0);
}

/** What Vault answers to the holder of a policy, in its `data`. */
async function ask(policy: string, method: "GET" | "POST" | "DELETE", endpoint: string, body?: object): Promise<Data> {
  const answer = await asHolderOf(project, policy, (client) => client.request(method, endpoint, body));
  return z.object({ data: z.record(z.string(), z.unknown()) }).parse(answer ?? { data: {} }).data;
}
type Data = Readonly<Record<string, unknown>>;

beforeAll(async () => {
  project = await createModuleProject("secrets-engines", parameters);
});

afterAll(() => removeProject(project));

describe("the deployer", () => {
  it.each([
    ["encrypts nothing", "POST", "transit/encrypt/orders", { plaintext: "" }],
    ["decrypts nothing", "POST", "transit/decrypt/orders", { ciphertext: "vault:v1:" }],
    ["deletes no key", "DELETE", "transit/keys/orders", undefined],
    ["signs no SSH key", "POST", "ssh/sign/engineer", { public_key: "" }],
    ["deletes no SSH authority", "DELETE", "ssh/config/ca", undefined],
    ["reads no code", "GET", "totp/code/checkout", undefined],
    ["deletes no one-time key", "DELETE", "totp/keys/checkout", undefined],
    ["reads no secret", "GET", "team/data/db", undefined],
  ] as const)("%s", async (_, method, endpoint, body) => {
    await expect(asDeployer(project, (client) => client.request(method, endpoint, body))).rejects.toMatchObject({
      status: 403,
    });
  });

  it("leaves no key in Pulumi's state", () => {
    const state = path.join(project.root, ".strongroom", "state", ".pulumi", "stacks", "strongroom", "dev.json");
    const authority = z.object({ privateKey: z.object({ ciphertext: z.string() }) });
    const { privateKey } = authority.parse(outputsOf(readFileSync(state, "utf8"), "SecretBackendCa"));
    const [, , sealed = ""] = privateKey.ciphertext.split(":");
    // The SDK seals that field whatever stands in it: with AES-GCM's tag of 16 bytes, only "null" is this short.
    expect(Buffer.from(sealed, "base64")).toHaveLength(16 + "null".length);
    expect(readFileSync(state, "utf8")).not.toMatch(/PRIVATE KEY|otpauth:/);
  });

  function outputsOf(state: string, type: string): unknown {
    const resources = z.object({
      checkpoint: z.object({
        latest: z.object({ resources: z.array(z.object({ type: z.string(), outputs: z.unknown().optional() })) }),
      }),
    });
    const { latest } = resources.parse(JSON.parse(state)).checkpoint;
    return latest.resources.find((resource) => resource.type.endsWith(`:${type}`))?.outputs;
  }
});

describe("transit", () => {
  const plaintext = Buffer.from("an order").toString("base64");
  const encrypt = async () =>
    z.string().parse((await ask("shop", "POST", "transit/encrypt/orders", { plaintext }))["ciphertext"]);
  const decrypt = async (ciphertext: string) =>
    (await ask("shop", "POST", "transit/decrypt/orders", { ciphertext }))["plaintext"];
  let first: string;

  it("decrypts what it has encrypted, also after a rotation", async () => {
    first = await encrypt();
    await ask("keeper", "POST", "transit/keys/orders/rotate");
    const second = await encrypt();
    expect([first.slice(0, 9), second.slice(0, 9)]).toEqual(["vault:v1:", "vault:v2:"]);
    expect([await decrypt(first), await decrypt(second)]).toEqual([plaintext, plaintext]);
  });

  it.each(["transit/export/encryption-key/orders", "transit/backup/orders"])(
    "gives no key out: %s",
    async (endpoint) => {
      await expect(ask("keeper", "GET", endpoint)).rejects.toThrow(/not exportable|exporting is disallowed/);
    },
  );

  it("deletes no key, whoever asks", async () => {
    await expect(ask("keeper", "DELETE", "transit/keys/orders")).rejects.toMatchObject({ status: 400 });
  });

  it("loses no version when a key is tuned, and brings back one that was shut out", async () => {
    await change({
      transit: {
        path: "transit",
        description: "Orders",
        keys: [
          { name: "orders", autoRotatePeriod: 7200, minDecryptionVersion: 2, minEncryptionVersion: 2 },
          { name: "releases", type: "ed25519" },
        ],
      },
    });
    await expect(decrypt(first)).rejects.toMatchObject({ status: 400 });
    await change({ transit: { path: "transit", keys: [{ name: "orders" }, { name: "releases", type: "ed25519" }] } });
    expect(await decrypt(first)).toBe(plaintext);
  });

  it.each([
    [
      "another type",
      [
        { name: "orders", type: "chacha20-poly1305" },
        { name: "releases", type: "ed25519" },
      ],
    ],
    ["another name", [{ name: "purchases" }, { name: "releases", type: "ed25519" }]],
  ] as const)("keeps a key that is declared with %s", async (_, keys) => {
    await expectProtected({ transit: { path: "transit", keys } });
  });
});

describe("SSH certificates", () => {
  let folder: string;
  let trusted: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "strongroom-ssh-"));
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path.join(folder, "id")]);
    trusted = await fingerprint();
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** Of the key that hosts are told to trust, which needs no token. */
  async function fingerprint(): Promise<string> {
    writeFileSync(path.join(folder, "ca.pub"), await download(project, `${project.address}/v1/ssh/public_key`));
    return (
      execFileSync("ssh-keygen", ["-l", "-f", path.join(folder, "ca.pub")], { encoding: "utf8" }).split(" ")[1] ?? ""
    );
  }

  /** As ssh-keygen shows it. */
  async function sign(policy: string, body: object = {}): Promise<string> {
    const public_key = readFileSync(path.join(folder, "id.pub"), "utf8");
    const { signed_key } = await ask(policy, "POST", `ssh/sign/${policy}`, { public_key, ...body });
    writeFileSync(path.join(folder, "id-cert.pub"), z.string().parse(signed_key));
    return execFileSync("ssh-keygen", ["-L", "-f", path.join(folder, "id-cert.pub")], { encoding: "utf8" });
  }

  const minutes = (shown: string): number => {
    const [, from = "", to = ""] = /Valid: from (\S+) to (\S+)/.exec(shown) ?? [];
    return Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  };

  it("let an engineer log in as the default user, for half an hour, with a terminal and nothing else", async () => {
    const shown = await sign("engineer");
    expect(shown).toContain("ssh-ed25519-cert-v01@openssh.com user certificate");
    expect(shown).toContain(trusted);
    expect(shown).toMatch(/Principals:\s+deploy\s+Critical Options: \(none\)\s+Extensions:\s+permit-pty\s*$/);
    expect([30, 31]).toContain(minutes(shown));
  });

  it.each([
    ["another user", "engineer", { valid_principals: "root" }],
    ["a port forwarding", "engineer", { extensions: { "permit-port-forwarding": "" } }],
    ["more than a working day", "engineer", { ttl: "9h" }],
    ["a command", "engineer", { critical_options: { "force-command": "sh" } }],
    ["a host's certificate", "engineer", { cert_type: "host", valid_principals: "deploy" }],
    ["a key id of one's own", "engineer", { key_id: "somebody else" }],
    ["a host elsewhere", "host", { cert_type: "host", valid_principals: "db.example.org" }],
    ["the whole domain as a host", "host", { cert_type: "host", valid_principals: "example.com" }],
    ["a user's certificate for a host", "host", { cert_type: "user", valid_principals: "db.example.com" }],
  ])("are refused for %s", async (_, policy, body) => {
    await expect(sign(policy, body)).rejects.toMatchObject({ status: 400 });
  });

  it("prove a host", async () => {
    const shown = await sign("host", { cert_type: "host", valid_principals: "db.example.com" });
    expect(shown).toContain("host certificate");
    expect(shown).toMatch(/Principals:\s+db\.example\.com\s/);
  });

  it("come from the same authority after its roles were changed", async () => {
    const sources = ["10.0.0.0/8"];
    const changed = {
      ...engineer,
      ttl: 600,
      maxTtl: 900,
      extensions: ["permit-pty", "permit-user-rc"],
      sourceAddresses: sources,
    };
    await change({ ssh: { path: "ssh", description: "Logins", userRoles: [changed], hostRoles: [hosts] } });
    expect(await fingerprint()).toBe(trusted);
    const shown = await sign("engineer", { valid_principals: "ops" });
    expect(shown).toContain(trusted);
    expect(shown).toMatch(/source-address 10\.0\.0\.0\/8\s+Extensions:\s+permit-pty\s+permit-user-rc\s*$/);
    expect([10, 11]).toContain(minutes(shown));
    const elsewhere = { critical_options: { "source-address": "0.0.0.0/0" } };
    await expect(sign("engineer", elsewhere)).rejects.toMatchObject({ status: 400 });
    await change({ ssh: { path: "ssh", userRoles: [engineer], hostRoles: [hosts] } });
    expect(await sign("engineer")).toContain("Critical Options: (none)");
  });

  it("keep an authority that is declared with another key", async () => {
    await expectProtected({ ssh: { ...parameters.ssh, keyType: "ecdsa-sha2-nistp256" } });
  });
});

describe("one-time passwords", () => {
  const code = async () => z.string().parse((await ask("prover", "GET", "totp/code/checkout"))["code"]);
  const check = async (given: string) => (await ask("checker", "POST", "totp/code/checkout", { code: given }))["valid"];

  it("are told to one and checked for another, once, also when a key was declared in between", async () => {
    const given = await code();
    await change({ totp: { path: "totp", description: "Codes", keys: [checkout, { ...checkout, name: "refunds" }] } });
    expect(await check(given)).toBe(true);
    await expect(check(given)).rejects.toMatchObject({ status: 400 });
  });

  it("are not told to who may check them", async () => {
    await expect(ask("checker", "GET", "totp/code/checkout")).rejects.toMatchObject({ status: 403 });
  });

  it("keep a key that is declared otherwise", async () => {
    await expectProtected({ totp: { path: "totp", keys: [{ ...checkout, period: 30 }] } });
  });
});

describe("a key-value engine", () => {
  it("keeps its secrets when its settings change", async () => {
    await ask("team", "POST", "team/data/db", { data: { value: 1 } });
    await change({ kv: { path: "team", maxVersions: 3, casRequired: true, deleteVersionAfter: 3600 } });
    expect(await ask("team", "GET", "team/data/db")).toMatchObject({ data: { value: 1 } });
    expect(await asDeployer(project, (client) => client.request("GET", "team/config"))).toMatchObject({
      data: { max_versions: 3, cas_required: true, delete_version_after: "1h0m0s" },
    });
    await expect(ask("team", "POST", "team/data/db", { data: { value: 2 } })).rejects.toMatchObject({ status: 400 });
    await change({ kv: { path: "team" } });
    await ask("team", "POST", "team/data/db", { data: { value: 3 } });
  });

  it("is not moved to another path", async () => {
    await expectProtected({ kv: { path: "squad" } });
  });
});

it("is as declared afterwards", async () => {
  expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
});
