import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import {
  createProject,
  ended,
  removeProject,
  startStrongroom,
  strongroom,
  type CommandResult,
  type TestProject,
} from "./project/project";
import { until } from "./project/processes";
import { asDeployer, whileDeployerMay, withVault } from "./project/vault";

jest.setTimeout(180_000);

let project: TestProject;

const secretId = (...commandLine: string[]): Promise<CommandResult> =>
  strongroom(project.root, ["secret-id", ...commandLine]);

beforeAll(async () => {
  project = await createProject();
  expect(await strongroom(project.root, ["dev", "start"])).toMatchObject({ exitCode: 0 });
  await asDeployer(project, (deployer) => deployer.request("POST", "sys/auth/approle", { type: "approle" }));
});
afterAll(() => removeProject(project));

/** A role of its own for a test. */
function declareRole(role: string, settings: object = { secret_id_num_uses: 24 }): Promise<unknown> {
  return asDeployer(project, (deployer) =>
    deployer.request("POST", `auth/approle/role/${role}`, {
      token_policies: ["default"],
      secret_id_ttl: 3600,
      ...settings,
    }),
  );
}

const unwrapped = z.object({ data: z.object({ secret_id: z.string(), secret_id_accessor: z.string() }) });
type SecretId = z.infer<typeof unwrapped>["data"];

const unwrap = (token: string): Promise<SecretId> =>
  withVault(
    project,
    async (client) => unwrapped.parse(await client.request("POST", "sys/wrapping/unwrap", {}, { token })).data,
  );

const issued = z.object({ token: z.string(), secret_id_accessor: z.string(), older: z.array(z.unknown()) });

/** Rotates and hands the new secret-id on. */
async function rotate(role: string): Promise<SecretId> {
  const { exitCode, stdout } = await secretId("rotate", role, "--json");
  expect(exitCode).toBe(0);
  const { token, secret_id_accessor } = issued.parse(JSON.parse(stdout));
  const secret = await unwrap(token);
  expect(secret.secret_id_accessor).toBe(secret_id_accessor);
  return secret;
}

async function login(role: string, { secret_id }: SecretId): Promise<"in" | "refused"> {
  const { data } = await asDeployer(project, async (deployer) =>
    z
      .object({ data: z.object({ role_id: z.string() }) })
      .parse(await deployer.request("GET", `auth/approle/role/${role}/role-id`)),
  );
  return withVault(project, (client) =>
    client.request("POST", "auth/approle/login", { role_id: data.role_id, secret_id }).then(
      () => "in" as const,
      () => "refused" as const,
    ),
  );
}

/** How often the role's secret-ids were looked up. */
function lookups(role: string): number {
  const log = readFileSync(path.join(project.root, ".strongroom", "vault", "audit", "a.log"), "utf8");
  return log.split(`"path":"auth/approle/role/${role}/secret-id-accessor/lookup"`).length - 1;
}

describe("the rotation of a secret-id", () => {
  it("leaves the old one good until the new one has been used, and destroys it then", async () => {
    await declareRole("api");
    const old = await rotate("api");
    expect(await login("api", old)).toBe("in");

    const { exitCode, stdout, stderr } = await secretId("rotate", "api");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^hvs\.\S+\n$/) as string });
    expect(stderr).toContain("1 older secret-id still good.");
    expect(stderr).not.toContain(stdout.trim());
    const [, command = ""] = /^ {2}strongroom (.*)$/m.exec(stderr) ?? [];
    const fresh = await unwrap(stdout.trim());
    expect(command).toBe(`secret-id finish-rotation api ${fresh.secret_id_accessor}`);

    const early = await strongroom(project.root, command.split(" "));
    expect(early).toMatchObject({ exitCode: 1, stdout: "" });
    expect(early.stderr).toContain(
      `secret-id ${fresh.secret_id_accessor} must have been used before older ones are destroyed, found no use since`,
    );
    expect(early.stderr).toContain("No secret-id was destroyed.");
    expect(await login("api", old)).toBe("in");

    expect(await login("api", fresh)).toBe("in");
    const finished = await strongroom(project.root, command.split(" "));
    expect(finished).toMatchObject({ exitCode: 0, stderr: "" });
    expect(finished.stdout).toMatch(/^Destroyed 1 older secret-id of api:\naccessor/);
    expect(finished.stdout).toContain(old.secret_id_accessor);
    expect([await login("api", old), await login("api", fresh)]).toEqual(["refused", "in"]);

    const again = await strongroom(project.root, command.split(" "));
    expect(again).toMatchObject({
      exitCode: 0,
      stdout: `api has no secret-id that is older than ${fresh.secret_id_accessor}.\n`,
    });
  });

  it("waits as long as it is told to for the new one to be used", async () => {
    await declareRole("patient");
    const old = await rotate("patient");
    const fresh = await rotate("patient");
    const finish = ["finish-rotation", "patient", fresh.secret_id_accessor, "--json", "--wait"];
    expect(await secretId(...finish, "1s")).toMatchObject({ exitCode: 1, stdout: "" });

    const waiting = secretId(...finish, "60s");
    expect(await login("patient", fresh)).toBe("in");
    const { exitCode, stdout } = await waiting;
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ destroyed: [{ accessor: old.secret_id_accessor, uses_left: 24 }] });
  });

  it("destroys nothing when it is interrupted while it waits", async () => {
    await declareRole("interrupted");
    const old = await rotate("interrupted");
    const fresh = await rotate("interrupted");
    const before = lookups("interrupted");
    const finish = ["secret-id", "finish-rotation", "interrupted", fresh.secret_id_accessor, "--wait", "5m"];
    const child = startStrongroom(project.root, finish);
    const result = ended(child);
    await until("a lookup by the waiting command", () => lookups("interrupted") > before);
    child.kill("SIGINT");
    expect(await result).toMatchObject({
      exitCode: 1,
      stdout: "",
      stderr: expect.stringContaining(
        "secret-id finish-rotation: interrupted by SIGINT. Any older secret-id",
      ) as string,
    });
    expect(await login("interrupted", old)).toBe("in");
  });

  it("spares what was issued after the new one, and wants that to be used too", async () => {
    await declareRole("pair");
    const old = await rotate("pair");
    const first = await rotate("pair");
    const second = await rotate("pair");
    const finish = () => secretId("finish-rotation", "pair", first.secret_id_accessor);
    expect(await login("pair", first)).toBe("in");
    expect((await finish()).stderr).toContain(`secret-id ${second.secret_id_accessor} must have been used`);
    expect(await login("pair", second)).toBe("in");
    expect(await finish()).toMatchObject({ exitCode: 0 });
    expect([await login("pair", old), await login("pair", first), await login("pair", second)]).toEqual([
      "refused",
      "in",
      "in",
    ]);
  });

  it.each([
    ["no limit", 0, "found no limit: Vault notes no use"],
    ["a single use", 1, "found 1: Vault forgets a secret-id with its only use"],
  ])("is refused for a role with %s, because no use could be seen", async (_, uses, says) => {
    await declareRole(`uses-${uses}`, { secret_id_num_uses: uses });
    const { exitCode, stdout, stderr } = await secretId("rotate", `uses-${uses}`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(says);
    expect(stderr).toContain("No secret-id was issued.");
    expect((await secretId("list", `uses-${uses}`)).stdout).toBe(`uses-${uses} has no secret-id.\n`);
  });
});

describe("a rotation that Vault lets the deployer do in part", () => {
  it("says that a good secret-id is there which nobody can unwrap, and shows no token", async () => {
    await declareRole("half");
    const old = await rotate("half");
    const path = "auth/approle/role/half/secret-id-accessor/lookup";
    const { exitCode, stdout, stderr } = await whileDeployerMay(
      project,
      { path, says: 'capabilities = ["deny"]' },
      () => secretId("rotate", "half"),
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/A secret-id was issued \(wrapped as \S+\), and nobody has the token that unwraps it/);
    expect(stderr).not.toContain("hvs.");
    expect(await login("half", old)).toBe("in");
    const fresh = await rotate("half");
    expect(await login("half", fresh)).toBe("in");
    const finished = await secretId("finish-rotation", "half", fresh.secret_id_accessor);
    expect(finished.stdout).toContain("Destroyed 2 older secret-ids of half");
  });

  it("says that none was issued where Vault refuses that", async () => {
    await declareRole("refused");
    const path = "auth/approle/role/refused/secret-id";
    const { exitCode, stderr } = await whileDeployerMay(project, { path, says: 'capabilities = ["list"]' }, () =>
      secretId("rotate", "refused"),
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain("No secret-id was issued.");
  });
});

test("secret-ids are listed by their accessors, the oldest first", async () => {
  await declareRole("listed");
  const old = await rotate("listed");
  const fresh = await rotate("listed");
  await login("listed", old);
  const { stdout } = await secretId("list", "listed");
  const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ`;
  const lines = [
    "accessor +created +expires +uses left +last used",
    `${old.secret_id_accessor}  ${time}  ${time}  23 +${time}`,
    `${fresh.secret_id_accessor}  ${time}  ${time}  24 +never`,
  ];
  expect(stdout).toMatch(new RegExp(`^${lines.join("\n")}\n$`));
  expect(stdout).not.toContain(old.secret_id);
  const listed = await secretId("list", "listed", "--json");
  expect(JSON.parse(listed.stdout)).toMatchObject([{ uses_left: 23 }, { uses_left: 24, last_used: null }]);
});

test.each([
  [
    "an unknown role",
    ["rotate", "apo"],
    ['AppRole "apo" must exist', 'did you mean "api"?', "No secret-id was issued."],
  ],
  ["an accessor of nobody", ["finish-rotation", "api", "nobody"], ["be one of api's, by its accessor"]],
  ["a wait that is none", ["finish-rotation", "api", "x", "--wait", "soon"], ["--wait must be a time of at most 10m"]],
  ["a wait beyond the deployer's token", ["finish-rotation", "api", "x", "--wait", "11m"], ["found 11m"]],
  ["every wrong option at once", ["rotate", "api", "--ttl", "0", "--cidr", "home"], ["--ttl must", "--cidr must"]],
])("%s is refused", async (_, commandLine, says) => {
  const { exitCode, stdout, stderr } = await secretId(...commandLine);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(says.filter((text) => !stderr.includes(text))).toEqual([]);
});
