import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { auditDevices } from "../../live/audit-device";
import type { VaultClient } from "../../live/client";
import { loginUserpass } from "../../live/token";
import {
  createProject,
  edit,
  ended,
  mustSucceed,
  removeProject,
  startStrongroom,
  strongroom,
  type TestProject,
} from "./project/project";
import { asDeployer, deployerLogin, withVault } from "./project/vault";

jest.setTimeout(240_000);

/** Values that must be found nowhere: the secrets of this test's own Vault, and one written into it. */
const planted = `canary-${process.pid}-${Date.now()}`;
const secrets: string[] = [planted];
/** Everything that any command printed. */
const printed: string[] = [];

let project: TestProject;

async function run(...commandLine: string[]): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const result = await strongroom(project.root, commandLine);
  printed.push(result.stdout, result.stderr);
  return result;
}

function data(answer: unknown): Record<string, unknown> {
  return z.object({ data: z.record(z.string(), z.unknown()) }).parse(answer).data;
}

async function read(client: VaultClient, place: string): Promise<Record<string, unknown>> {
  return data(await client.request("GET", place));
}

beforeAll(async () => {
  project = await createProject();
  const started = await mustSucceed(project.root, "dev", "start");
  printed.push(started.stdout, started.stderr);
  secrets.push(deployerLogin(project).password);
});

afterAll(async () => {
  await removeProject(project);
});

describe("a first up", () => {
  it("finds what the bootstrap created unchanged, creates the rest, and reads all of it back", async () => {
    const { exitCode, stdout } = await run("up", "dev", "--yes", "--json");
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({
      outcome: "clean",
      failures: [],
      applied: { failures: [], serverReadBack: { different: [], failures: [] } },
    });
    const { operations } = z
      .object({ operations: z.array(z.object({ kind: z.string(), name: z.string() })) })
      .parse(report);
    expect(operations.map(({ kind }) => kind)).not.toContain("update");
    expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(["approle", "reference-api", "secret"]));
    expect(operations.map(({ name }) => name)).not.toEqual(expect.arrayContaining(["userpass/strongroom-deploy"]));
    expect(exitCode).toBe(0);
  });

  it("leaves nothing for a second one, nor for plain pulumi", async () => {
    expect(await run("up", "dev", "--yes")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("no changes") as string,
    });
    const shell = `eval "$(node cli/strongroom.js dev env)" && pulumi preview --stack dev --policy-pack policy-pack --expect-no-changes --color never 2>&1`;
    const output = execFileSync("bash", ["-c", shell], { cwd: project.root, encoding: "utf8" });
    printed.push(output);
    expect(output).toContain("unchanged");
    expect(output).not.toMatch(/warning/i);
  });
});

describe("what was declared", () => {
  it("is in Vault: audit devices", async () => {
    const devices = await asDeployer(project, auditDevices);
    expect(
      devices.map(({ path: at, type, options }) => [at.replace(/-[0-9a-f]{8}$/, ""), type, options["file_path"]]),
    ).toEqual([
      ["a", "file", ".strongroom/vault/audit/a.log"],
      ["b", "file", ".strongroom/vault/audit/b.log"],
    ]);
  });

  it("is in Vault: auth methods, tuned", async () => {
    expect(await asDeployer(project, (client) => read(client, "sys/auth"))).toMatchObject({
      "approle/": {
        type: "approle",
        config: { default_lease_ttl: 3600, max_lease_ttl: 43200, listing_visibility: "hidden" },
      },
      "userpass/": {
        type: "userpass",
        config: { default_lease_ttl: 3600, max_lease_ttl: 43200, listing_visibility: "hidden" },
      },
    });
  });

  it("is in Vault: the AppRole, with its limits", async () => {
    expect(await asDeployer(project, (client) => read(client, "auth/approle/role/reference-api"))).toMatchObject({
      bind_secret_id: true,
      secret_id_ttl: 43200,
      secret_id_num_uses: 24,
      secret_id_bound_cidrs: ["127.0.0.1/32"],
      // Vault writes a network of one address as that address.
      token_bound_cidrs: ["127.0.0.1"],
      token_policies: ["reference-api"],
      token_ttl: 3600,
      token_max_ttl: 14400,
    });
  });

  it("is in Vault: the policy, word for word as in the file", async () => {
    const { policy } = await asDeployer(project, (client) => read(client, "sys/policies/acl/reference-api"));
    expect(policy).toBe(readFileSync(path.join(project.root, "stacks/policies/reference-api.hcl"), "utf8"));
  });

  it("is in Vault: a key-value engine, version 2", async () => {
    expect(await asDeployer(project, (client) => read(client, "sys/mounts"))).toMatchObject({
      "secret/": { type: "kv", options: { version: "2" } },
    });
    expect(await asDeployer(project, (client) => read(client, "secret/config"))).toMatchObject({ max_versions: 10 });
  });
});

describe("the reference API", () => {
  beforeAll(() => plantSecrets(["postgres", "another"]));

  it("logs in with an unwrapped secret-id, reads what it may and is refused what it may not", async () => {
    const token = await loginAsReferenceApi();
    const answers = await withVault(project, async (anonymous) => {
      const client = anonymous.withToken(token);
      const refused = async (place: string): Promise<unknown> =>
        client.request("GET", place).catch((error: unknown) => error);
      return {
        allowed: data(await read(client, "secret/data/postgres").then((whole) => ({ data: whole["data"] }))),
        other: await refused("secret/data/another"),
        policies: await refused("sys/policies/acl/reference-api"),
      };
    });
    expect(answers.allowed).toEqual({ password: planted });
    expect(answers.other).toMatchObject({ status: 403 });
    expect(answers.policies).toMatchObject({ status: 403 });
  });

  it("leaves the same lines in both audit devices, with its secrets hashed", () => {
    const [a, b] = ["a", "b"].map((name) =>
      readFileSync(path.join(project.root, ".strongroom", "vault", "audit", `${name}.log`), "utf8").split("\n"),
    );
    const reads = (lines: readonly string[] | undefined): string[] =>
      (lines ?? []).filter(
        (line) => line.includes('"path":"secret/data/postgres"') && line.includes('"type":"response"'),
      );
    expect(reads(a).length).toBeGreaterThan(0);
    expect(reads(b).length).toBe(reads(a).length);
    expect(a?.join("\n")).not.toContain(planted);
  });
});

describe("a change", () => {
  it("of a limit is one change, and then there is nothing more to do", async () => {
    edit(project.root, "modules/approles/args.ts", (text) =>
      text.replace("secretIdNumUses: 24,", "secretIdNumUses: 12,"),
    );
    expect(await run("preview", "dev")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/~ 1 to change\s+1 role\n.*role "reference-api": secretIdNumUses/) as string,
    });
    expect(await run("up", "dev", "--yes")).toMatchObject({ exitCode: 0 });
    expect(await asDeployer(project, (client) => read(client, "auth/approle/role/reference-api"))).toMatchObject({
      secret_id_num_uses: 12,
    });
    expect(await run("preview", "dev")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("no changes") as string,
    });
  });

  it.each([
    ["a listener", "tls/server.pem", "tls/./server.pem", 'server settings "server": listeners[0].tlsCertFile'],
    ["Vault's address", "address: https://127.0.0.1", "address: https://localhost", 'provider "vault": address'],
  ])("of %s is shown, although no server has an object for it", async (_, from, to, line) => {
    edit(project.root, "stacks/Pulumi.dev.yaml", (text) => text.replace(from, to));
    const { exitCode, stdout } = await run("preview", "dev");
    edit(project.root, "stacks/Pulumi.dev.yaml", (text) => text.replace(to, from));
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(line) as string });
    expect(stdout).not.toContain("no changes");
  });

  it("of an audit device's sink never leaves fewer than two devices", async () => {
    edit(project.root, "stacks/Pulumi.dev.yaml", (text) => text.replace("audit/b.log", "audit/c.log"));
    const counts: number[] = [];
    await asDeployer(project, async (client) => {
      const child = startStrongroom(project.root, ["up", "dev", "--yes"]);
      const change = ended(child);
      while (child.exitCode === null && child.signalCode === null) {
        counts.push((await auditDevices(client)).length);
        await sleep(5);
      }
      expect(await change).toMatchObject({ exitCode: 0 });
    });
    expect(Math.min(...counts)).toBe(2);
    expect(Math.max(...counts)).toBe(3);
    const devices = await asDeployer(project, auditDevices);
    expect(devices.map(({ options }) => options["file_path"]).sort()).toEqual([
      ".strongroom/vault/audit/a.log",
      ".strongroom/vault/audit/c.log",
    ]);
  });

  it("that somebody made on the server is found when it is read back", async () => {
    await asDeployer(project, (client) => client.request("POST", "auth/approle/role/reference-api", { token_ttl: 60 }));
    expect(await run("up", "dev", "--yes")).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/as declared[\s\S]*role "reference-api"/) as string,
    });
    await asDeployer(project, (client) =>
      client.request("POST", "auth/approle/role/reference-api", { token_ttl: 3600 }),
    );
  });

  it("is not applied where nobody can be asked and nobody said yes", async () => {
    expect(await run("up", "dev")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--yes") as string });
  });
});

describe("no secret", () => {
  it("is in anything that was printed", () => {
    for (const secret of secrets) expect(printed.join("\n")).not.toContain(secret);
  });

  it("is in any file of the project but the two that keep the logins", () => {
    const kept = ["unseal.json", "login.json"];
    for (const file of filesBelow(project.root)) {
      if (kept.includes(path.basename(file))) continue;
      const text = readFileSync(file, "latin1");
      for (const secret of secrets) {
        if (text.includes(secret)) throw new Error(`${path.relative(project.root, file)} holds a secret`);
      }
    }
  });
});

/** Writes secrets as somebody who may; the deployer may not, but can say who may. */
async function plantSecrets(names: readonly string[]): Promise<void> {
  const password = `writer-${planted}`;
  await asDeployer(project, async (client) => {
    const policy = 'path "secret/data/*" { capabilities = ["create", "update"] }';
    await client.request("PUT", "sys/policies/acl/test-writer", { policy });
    await client.request("POST", "auth/userpass/users/test-writer", { password, token_policies: ["test-writer"] });
  });
  await withVault(project, async (client) => {
    const { token } = await loginUserpass(client, { mount: "userpass", username: "test-writer", password });
    for (const name of names) {
      await client.request("POST", `secret/data/${name}`, { data: { password: planted } }, { token });
    }
  });
}

async function loginAsReferenceApi(): Promise<string> {
  const { exitCode, stdout } = await strongroom(project.root, ["secret-id", "issue", "reference-api"]);
  expect({ exitCode, lines: stdout.split("\n").length }).toEqual({ exitCode: 0, lines: 2 });
  const { role_id } = await asDeployer(project, (client) => read(client, "auth/approle/role/reference-api/role-id"));
  return withVault(project, async (client) => {
    const { secret_id } = data(await client.request("POST", "sys/wrapping/unwrap", {}, { token: stdout.trim() }));
    const answer = await client.request("POST", "auth/approle/login", { role_id, secret_id });
    const { client_token } = z.object({ auth: z.object({ client_token: z.string() }) }).parse(answer).auth;
    secrets.push(z.string().parse(secret_id), client_token);
    return client_token;
  });
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(place);
    else if (entry.isFile()) yield place;
  }
}
