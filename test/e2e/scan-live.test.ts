import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Method, VaultClient } from "../../live/client";
import { loginUserpass } from "../../live/token";
import { createProject, removeProject, strongroom, type CommandResult, type TestProject } from "./project/project";
import { asDeployer, deployerLogin, withVault } from "./project/vault";

jest.setTimeout(180_000);

let project: TestProject;
/** Files with a token: the deployer's, and one that has nothing but the policy that the scan asks for. */
let deployer: string;
let reader: string;
let policy: string;

/** Runs the scan as somebody whose shell names the project's Vault. */
function scan(commandLine: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  const ca = path.join(project.root, ".strongroom", "vault", "tls", "ca.pem");
  const shell = { VAULT_ADDR: project.address, VAULT_CACERT: ca, HOME: project.root };
  return strongroom(project.root, ["scan", "--live", ...commandLine], { ...shell, ...env });
}

async function tokenFileOf(username: string, password: string): Promise<string> {
  const login = await withVault(project, (client) => loginUserpass(client, { mount: "userpass", username, password }));
  const file = path.join(project.root, `token-of-${username}`);
  writeFileSync(file, `${login.token}\n`, { mode: 0o600 });
  return file;
}

const result = z.object({
  outcome: z.string(),
  vault: z.object({ address: z.string(), settings: z.number() }),
  unread: z.array(z.object({ path: z.string(), found: z.string(), blocks: z.boolean() })),
  findings: z.array(z.object({ ruleId: z.string(), subject: z.string(), found: z.string().optional() })),
});

async function scanned(tokenFile: string) {
  const { exitCode, stdout } = await scan(["--json", "--token-file", tokenFile]);
  return { exitCode, ...result.parse(JSON.parse(stdout)) };
}

/** What somebody in a hurry makes, as the deployer. */
const inAHurry: readonly (readonly [path: string, body: object])[] = [
  ["sys/auth/approle", { type: "approle" }],
  [
    "auth/approle/role/ci",
    { token_policies: ["everything"], bind_secret_id: false, token_bound_cidrs: ["10.0.0.0/8"] },
  ],
  ["sys/auth/team/kubernetes", { type: "kubernetes", config: { listing_visibility: "unauth" } }],
  ["sys/mounts/legacy", { type: "kv", options: { version: "1" } }],
  ["sys/policies/acl/everything", { policy: 'path "*" {\n  capabilities = ["create", "update", "sudo"]\n}\n' }],
];

beforeAll(async () => {
  project = await createProject();
  expect(await strongroom(project.root, ["dev", "start"])).toMatchObject({ exitCode: 0 });
  const login = deployerLogin(project);
  deployer = await tokenFileOf(login.username, login.password);
  await asDeployer(project, async (client) => {
    for (const [at, body] of inAHurry) await client.request("POST", at, body);
  });
  const printed = await scan(["--policy", "--token-file", deployer]);
  expect(printed).toMatchObject({ exitCode: 0, stderr: "" });
  policy = printed.stdout;
  const reading = { password: "correct horse battery", token_policies: ["scan"], token_no_default_policy: true };
  await asDeployer(project, async (client) => {
    await client.request("PUT", "sys/policies/acl/scan", { policy });
    await client.request("POST", "auth/userpass/users/scan", reading);
  });
  reader = await tokenFileOf("scan", reading.password);
});
afterAll(() => removeProject(project));

test("with exactly the policy that it prints, everything is read", async () => {
  const { exitCode, unread, vault, findings } = await scanned(reader);
  expect(unread).toEqual([]);
  expect(exitCode).toBe(3);
  expect(vault.address).toBe(project.address);
  expect(findings.map(({ ruleId, subject }) => `${ruleId}: ${subject}`)).toEqual(
    expect.arrayContaining([
      'approle-secret-id-required: AppRole "ci"',
      `server-auto-unseal: server "${project.address}"`,
      'auth-mount-tuned: auth method "team/kubernetes"',
      'kv-versioned: mount "legacy"',
      'policy-no-broad-write: policy "everything"',
      'policy-no-sudo: policy "everything"',
      'token-ttl-bounded: AppRole "ci"',
      `server-version-supported: server "${project.address}"`,
    ]),
  );
  // It has two audit devices, and a listener, storage and telemetry as they must be; backups and alerts it cannot show.
  const fine = /^(?:audit-redundancy|tls-.*|telemetry-on|storage-durable|mlock-explicit|backup-.*|alerts-.*)$/u;
  expect(findings.filter(({ ruleId }) => fine.test(ruleId))).toEqual([]);
});

test("with that policy nothing can be written", async () => {
  const token = readFileSync(reader, "utf8").trim();
  const paths = [...policy.matchAll(/^path "([^"]+)"/gmu)].map(([, at = ""]) => at.replaceAll("+", "x"));
  expect(paths.length).toBeGreaterThan(10);
  const accepted = await withVault(project, async (client) => {
    const all = ["POST", "PUT", "DELETE"] as const;
    const asked = await Promise.all(paths.flatMap((at) => all.map((method) => answerTo(client, method, at, token))));
    return asked.filter((answer) => !answer.endsWith(" 403"));
  });
  expect(accepted).toEqual([]);
  expect(policy).not.toMatch(/"(?:create|update|patch|delete|root)"/u);
});

async function answerTo(client: VaultClient, method: Method, at: string, token: string): Promise<string> {
  const status = await client.request(method, at, {}, { token }).then(
    () => "done",
    (error: unknown) => z.object({ status: z.number() }).parse(error).status,
  );
  return `${method} ${at} ${status}`;
}

test("what a token may not read is said, with its path, and blocks", async () => {
  const { exitCode, unread } = await scanned(deployer);
  expect(exitCode).toBe(3);
  expect(unread).toContainEqual(
    expect.objectContaining({ path: "LIST identity/group/id", found: "403 permission denied", blocks: true }),
  );
});

test("a person reads what is wrong with which Vault", async () => {
  const { stdout, stderr } = await scan(["--token-file", reader]);
  expect(stderr).toBe("  scanning the Vault at VAULT_ADDR\n");
  expect(stdout).toContain(`objects read of ${project.address}; `);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("Next: mend what blocks, then strongroom scan --live");
});

test.each<[string, readonly string[], NodeJS.ProcessEnv, RegExp]>([
  ["no Vault", [], { VAULT_ADDR: "" }, /VAULT_ADDR must name the Vault to scan/u],
  ["an address in the clear", [], { VAULT_ADDR: "http://vault.example.com:8200" }, /must begin with https:\/\//u],
  ["no token", [], {}, /must have a token to scan with, found ENOENT/u],
  ["files as well", ["stacks"], {}, /name files and folders, or --live/u],
])("with %s nothing is asked", async (_, commandLine, env, said) => {
  const { exitCode, stdout, stderr } = await scan(commandLine, env);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.replace(/\s+/gu, " ")).toMatch(said);
});

test("a server whose certificate nobody vouches for gets no token", async () => {
  const { exitCode, stderr } = await scan(["--token-file", reader], { VAULT_CACERT: "", VAULT_SKIP_VERIFY: "true" });
  expect(exitCode).toBe(1);
  expect(stderr).toContain("certificate");
});

test("without a Vault, the policy is what finds out what is mounted", async () => {
  const { exitCode, stdout } = await scan(["--policy"], { VAULT_ADDR: "" });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('path "sys/mounts"');
});
