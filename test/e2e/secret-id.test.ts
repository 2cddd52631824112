import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { createProject, removeProject, strongroom, type CommandResult, type TestProject } from "./project/project";
import { asDeployer, withVault } from "./project/vault";

jest.setTimeout(180_000);

let project: TestProject;

const issue = (...commandLine: string[]): Promise<CommandResult> =>
  strongroom(project.root, ["secret-id", "issue", ...commandLine]);

const wrapped = z.object({ data: z.object({ secret_id: z.string(), secret_id_accessor: z.string() }) });

function unwrap(token: string): Promise<z.infer<typeof wrapped>["data"]> {
  return withVault(
    project,
    async (client) => wrapped.parse(await client.request("POST", "sys/wrapping/unwrap", {}, { token })).data,
  );
}

beforeAll(async () => {
  project = await createProject();
  expect(await strongroom(project.root, ["dev", "start"])).toMatchObject({ exitCode: 0 });
  await asDeployer(project, async (deployer) => {
    await deployer.request("POST", "sys/auth/approle", { type: "approle" });
    await deployer.request("POST", "auth/approle/role/reference-api", {
      token_policies: ["default"],
      secret_id_ttl: 3600,
    });
  });
});
afterAll(() => removeProject(project));

test("standard output gets the wrapping token and nothing else; the rest is said on standard error", async () => {
  const { exitCode, stdout, stderr } = await issue("reference-api");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^hvs\.\S+\n$/);
  expect(stderr).toContain("good for one unwrap within 300 s");
  expect(stderr).toContain("auth/approle/role/reference-api/secret-id");
  expect(stderr).not.toContain(stdout.trim());

  const { secret_id } = await unwrap(stdout.trim());
  await withVault(project, async (client) => {
    await expect(client.request("POST", "sys/wrapping/unwrap", {}, { token: stdout.trim() })).rejects.toThrow(
      "found 400",
    );
    const role = z
      .object({ data: z.object({ role_id: z.string() }) })
      .parse(
        await asDeployer(project, (deployer) => deployer.request("GET", "auth/approle/role/reference-api/role-id")),
      );
    expect(await client.request("POST", "auth/approle/login", { role_id: role.data.role_id, secret_id })).toMatchObject(
      {
        auth: { policies: ["default"] },
      },
    );
  });
  const audit = path.join(project.root, ".strongroom", "vault", "audit");
  for (const device of readdirSync(audit)) {
    const lines = readFileSync(path.join(audit, device), "utf8");
    expect([lines.includes(secret_id), lines.includes(stdout.trim())]).toEqual([false, false]);
  }
});

test("life, networks and metadata are as asked for, and --json says what there is to know", async () => {
  const options = ["--ttl", "90s", "--cidr", "127.0.0.1/32", "--cidr", "10.0.0.0/8", "--metadata", "ticket=OPS=12"];
  const { exitCode, stdout, stderr } = await issue("reference-api", ...options, "--json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const answer = z
    .strictObject({ token: z.string(), accessor: z.string(), ttl: z.number(), creation_path: z.string() })
    .parse(JSON.parse(stdout));
  expect(answer).toMatchObject({ ttl: 90, creation_path: "auth/approle/role/reference-api/secret-id" });
  const { secret_id_accessor } = await unwrap(answer.token);
  const kept = await asDeployer(project, (deployer) =>
    deployer.request("POST", "auth/approle/role/reference-api/secret-id-accessor/lookup", { secret_id_accessor }),
  );
  expect(kept).toMatchObject({ data: { cidr_list: ["127.0.0.1/32", "10.0.0.0/8"], metadata: { ticket: "OPS=12" } } });
});

test("the deployer's own token is gone when the command has ended", async () => {
  const unrevoked = (): number => {
    const log = readFileSync(path.join(project.root, ".strongroom", "vault", "audit", "a.log"), "utf8");
    const responses = log.split("\n").filter((line) => line.includes('"type":"response"'));
    const count = (place: string) => responses.filter((line) => line.includes(`"path":"${place}"`)).length;
    return count("auth/userpass/login/strongroom-deploy") - count("auth/token/revoke-self");
  };
  const before = unrevoked();
  await issue("reference-api");
  expect(unrevoked()).toBe(before);
});

const refused: readonly { name: string; commandLine: readonly string[]; exitCode: number; says: readonly string[] }[] =
  [
    {
      name: "an unknown role, with the one that was meant",
      commandLine: ["refrence-api"],
      exitCode: 2,
      says: [
        'AppRole "refrence-api" must exist at auth/approle of dev; did you mean "reference-api"?',
        "No secret-id was issued.",
      ],
    },
    {
      name: "every wrong option at once",
      commandLine: ["reference-api", "--ttl", "0s", "--cidr", "10.0.0.0/33", "--cidr", "home", "--metadata", "CANARY"],
      exitCode: 2,
      says: [
        "--ttl must be a time above zero",
        "found 0s",
        "found 10.0.0.0/33",
        "found home",
        "--metadata must be key=value",
      ],
    },
    { name: "no role", commandLine: [], exitCode: 2, says: ["missing required argument 'role'"] },
    {
      name: "an unknown environment",
      commandLine: ["reference-api", "--environment", "de"],
      exitCode: 2,
      says: ['did you mean "dev"?'],
    },
    {
      name: "a mount that is none",
      commandLine: ["reference-api", "--mount", "userpass"],
      exitCode: 1,
      says: ["LIST auth/userpass/role must be accepted"],
    },
    {
      name: "an environment without a credential",
      commandLine: ["reference-api", "--environment", "staging"],
      exitCode: 1,
      says: ['environment "staging" must have the deployer\'s credential, found no TERRAFORM_VAULT_AUTH_JWT'],
    },
  ];

test.each(refused)("$name is refused, with nothing on standard output", async ({ commandLine, exitCode, says }) => {
  const result = await issue(...commandLine);
  expect(result).toMatchObject({ exitCode, stdout: "" });
  expect(says.filter((text) => !result.stderr.includes(text))).toEqual([]);
  expect(result.stderr).not.toContain("CANARY");
});

test("a stopped Vault is said to be one", async () => {
  await strongroom(project.root, ["dev", "stop"]);
  const { exitCode, stdout, stderr } = await issue("reference-api");
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toContain("the embedded one starts with strongroom dev start");
});
