import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { DatabaseParameters } from "./programs/database";
import { createModuleProject, giveParameters, upWith } from "./project/module-project";
import { startPostgres, type DatabaseUser, type Postgres } from "./project/postgres";
import { until } from "./project/processes";
import { ended, mustSucceed, removeProject, strongroom, type CommandResult, type TestProject } from "./project/project";
import { asDeployer, asHolderOf, whileDeployerMay } from "./project/vault";

jest.setTimeout(300_000);

let postgres: Postgres;
let project: TestProject;
let parameters: DatabaseParameters;

const initial: DatabaseUser = { username: "vault", password: "CANARY-initial/%@pass word" };

beforeAll(async () => {
  postgres = await startPostgres();
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  // What a database's owner prepares: who may read, and a user for Vault that is no superuser and can make readers.
  await postgres.sql(`
    CREATE TABLE orders (id int); INSERT INTO orders VALUES (7);
    CREATE ROLE reader; GRANT SELECT ON orders TO reader;
    CREATE ROLE vault WITH LOGIN CREATEROLE PASSWORD ${literal(initial.password)}; GRANT reader TO vault WITH ADMIN OPTION;
    CREATE ROLE report WITH LOGIN PASSWORD 'CANARY-report' IN ROLE reader; GRANT report TO vault WITH ADMIN OPTION`);
  const { port, caCertificate } = postgres;
  parameters = { port, caCertificate, verifyConnection: false, maxTtl: 600 };
  project = await createModuleProject("database", parameters);
});

afterAll(async () => {
  await postgres.remove();
  await removeProject(project);
});

/** Runs the command with something on standard input. */
function rotateRoot(input: string, ...commandLine: string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, ["cli/strongroom.js", "database", "rotate-root", ...commandLine], {
    cwd: project.root,
  });
  child.stdin.end(input);
  return ended(child);
}

const credentials = z.object({
  lease_id: z.string(),
  data: z.object({ username: z.string(), password: z.string() }),
});
type Credentials = z.infer<typeof credentials>;

/** Reads credentials as an application, and uses them while it is logged in: they end with its token. */
function asApplication<Result>(
  work: (
    read: () => Promise<Credentials>,
    ask: (method: "PUT", path: string, body: object) => Promise<unknown>,
  ) => Promise<Result>,
): Promise<Result> {
  return asHolderOf(project, "shop", (client) =>
    work(
      async () => {
        const answer = credentials.parse(await client.request("GET", "database/creds/shop-reader"));
        made.push(answer.data.password);
        return answer;
      },
      (method, path, body) => client.request(method, path, body),
    ),
  );
}

/** Every password that Vault made for somebody. */
const made: string[] = [];

const readOrders = (user: DatabaseUser): Promise<unknown[]> => postgres.sqlAs(user, "SELECT id FROM orders");
const auditLog = (): string => readFileSync(path.join(project.root, ".strongroom", "vault", "audit", "a.log"), "utf8");

const refused = { code: "28P01" };

describe("before Vault has a password", () => {
  it("the declared connection and roles are there, and no credential can be had", async () => {
    await expect(asApplication((read) => read())).rejects.toThrow("must be accepted");
  });

  it.each([
    [
      "a connection that nobody declared",
      ["shpo"],
      initial.password,
      2,
      ['did you mean "shop"?', "Nothing was touched."],
    ],
    ["an engine that is none", ["shop", "--mount", "userpass"], initial.password, 1, ["userpass/config/shop"]],
    ["nothing on standard input", ["shop"], "", 1, ["pipe in the password that the user has now"]],
    ["more than one line", ["shop"], "CANARY-one\nCANARY-two\n", 2, ["must be one line"]],
    ["a wrong password", ["shop"], "CANARY-wrong", 1, ["must accept the password", "password authentication failed"]],
  ])("%s is refused", async (_, commandLine, input, exitCode, says) => {
    const result = await rotateRoot(input, ...commandLine);
    expect(result).toMatchObject({ exitCode, stdout: "" });
    expect(says.filter((text) => !result.stderr.includes(text))).toEqual([]);
    expect(result.stderr).not.toContain("CANARY");
  });

  it("up says which declaration to change where the connection is tried", async () => {
    giveParameters(project, { ...parameters, verifyConnection: true });
    const { exitCode, stdout } = await strongroom(project.root, ["up", "dev", "--yes"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('database connection "database/shop": Vault refused PUT database/config/shop (400)');
    expect(stdout).toContain('password authentication failed for user "vault"');
    // What failed is tried again, also where it is taken back.
    await upWith(project, parameters);
  });

  it("touches nothing when it is interrupted while it waits for the password", async () => {
    const child = spawn(process.execPath, ["cli/strongroom.js", "database", "rotate-root", "shop"], {
      cwd: project.root,
    });
    const result = ended(child);
    const asked = () => auditLog().split('"path":"database/config/shop"').length;
    const before = asked();
    await until("the command to look at the connection", () => asked() > before);
    child.kill("SIGINT");
    expect(await result).toMatchObject({
      exitCode: 1,
      stdout: "",
      stderr: expect.stringContaining("database rotate-root: interrupted by SIGINT.") as string,
    });
    expect(await postgres.sqlAs(initial, "SELECT 1")).toHaveLength(1);
  });
});

describe("when Vault is given its password", () => {
  it("says what Vault has where the connection cannot be left as it is declared", async () => {
    const path = "database/config/shop";
    const says = 'capabilities = ["read", "update"]\n  denied_parameters = {\n    "verify_connection" = [false]\n  }';
    const { exitCode, stderr } = await whileDeployerMay(project, { path, says }, () =>
      rotateRoot(initial.password, "shop"),
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "Vault has the password that was given, which still is the user's, and tries the connection",
    );
    expect(stderr).not.toContain("CANARY");
  });

  it("changes it at once, so that the given one is good for nothing", async () => {
    expect(await postgres.sqlAs(initial, "SELECT 1")).toHaveLength(1);
    const { exitCode, stdout, stderr } = await rotateRoot(`${initial.password}\n`, "shop");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toBe(
      "shop: Vault logs in as vault with a password that only Vault knows; the one that was given is no longer good.\n",
    );
    await expect(postgres.sqlAs(initial, "SELECT 1")).rejects.toMatchObject(refused);
  });

  it("leaves the connection as it is declared", async () => {
    const { stdout } = await mustSucceed(project.root, "up", "dev", "--yes");
    expect(stdout).toContain("no changes");
  });

  it("resets what a run left that ended halfway, without being given the password again", async () => {
    const config = "database/config/shop";
    await asDeployer(project, (client) => client.request("POST", config, { verify_connection: true }));
    expect(await rotateRoot("", "shop")).toMatchObject({ exitCode: 0, stderr: "" });
    const answer = await asDeployer(project, (client) => client.request("GET", config));
    expect(answer).toMatchObject({ data: { verify_connection: false } });
  });

  it("then tries the connection, and takes over the users of static roles", async () => {
    parameters = { ...parameters, verifyConnection: true, rotationPeriod: 3600 };
    await upWith(project, parameters);
    await expect(readOrders({ username: "report", password: "CANARY-report" })).rejects.toMatchObject(refused);
  });
});

describe("a dynamic role", () => {
  it("gives each reader a user that can do what it is granted, and no more", async () => {
    await asApplication(async (read) => {
      const [first, second] = [(await read()).data, (await read()).data];
      expect(first.username).not.toBe(second.username);
      expect(await readOrders(first)).toEqual([{ id: 7 }]);
      await expect(postgres.sqlAs(first, "INSERT INTO orders VALUES (8)")).rejects.toMatchObject({ code: "42501" });
      await expect(postgres.sqlAs(first, "CREATE ROLE more")).rejects.toMatchObject({ code: "42501" });
      expect(
        await postgres.sql(`SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = '${first.username}'`),
      ).toEqual([{ rolsuper: false, rolcreaterole: false }]);
    });
  });

  it("ends a user when its lease is revoked, and when the token of its reader is", async () => {
    const left = await asApplication(async (read, ask) => {
      const { data, lease_id } = await read();
      expect(await readOrders(data)).toHaveLength(1);
      await ask("PUT", "sys/leases/revoke", { lease_id });
      await expect(readOrders(data)).rejects.toMatchObject(refused);
      return (await read()).data;
    });
    await untilGone(left);
  });

  it("ends a user when its time is over, also in the database itself", async () => {
    await upWith(project, { ...parameters, maxTtl: 4 });
    await asApplication(async (read) => {
      const { data } = await read();
      expect(await readOrders(data)).toHaveLength(1);
      const [row] = await postgres.sql(
        `SELECT extract(epoch FROM rolvaliduntil - now()) < 15 AS soon FROM pg_roles WHERE rolname = '${data.username}'`,
      );
      expect(row).toEqual({ soon: true });
      await untilGone(data);
    });
  });
});

async function untilGone(user: DatabaseUser): Promise<void> {
  const find = () => postgres.sql(`SELECT 1 FROM pg_roles WHERE rolname = '${user.username}'`);
  await until(`the end of ${user.username}`, async () => (await find()).length === 0, 30);
  await expect(readOrders(user)).rejects.toMatchObject(refused);
}

describe("a static role", () => {
  const read = (): Promise<DatabaseUser> =>
    asHolderOf(project, "shop", async (client) =>
      z
        .object({ data: z.object({ username: z.string(), password: z.string() }) })
        .parse(await client.request("GET", "database/static-creds/report")),
    ).then(({ data }) => {
      made.push(data.password);
      return data;
    });

  it("keeps its password through a change of its settings, and changes it when it is time", async () => {
    const before = await read();
    expect(await readOrders(before)).toEqual([{ id: 7 }]);
    await upWith(project, { ...parameters, rotationPeriod: 7200 });
    expect(await read()).toEqual(before);
    await upWith(project, { ...parameters, rotationPeriod: 5 });
    await until("the next password", async () => (await read()).password !== before.password, 30);
    await expect(readOrders(before)).rejects.toMatchObject(refused);
    await upWith(project, { ...parameters, rotationPeriod: 3600 });
    expect(await readOrders(await read())).toEqual([{ id: 7 }]);
  });
});

describe("the password that only Vault knows", () => {
  const works = () => asApplication(async (read) => readOrders((await read()).data));

  it("survives a change of the connection", async () => {
    await upWith(project, { ...parameters, verifyConnection: true, maxTtl: 300 });
    expect(await works()).toEqual([{ id: 7 }]);
  });

  it("survives a wrong one that is given to Vault", async () => {
    const { exitCode, stderr } = await rotateRoot("CANARY-wrong", "shop");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Vault kept what it had.");
    expect(await works()).toEqual([{ id: 7 }]);
  });

  it("is changed again where nothing is given", async () => {
    const hash = () => postgres.sql("SELECT rolpassword FROM pg_authid WHERE rolname = 'vault'");
    const before = await hash();
    const { exitCode, stdout } = await rotateRoot("", "shop", "--json");
    expect({ exitCode, answer: JSON.parse(stdout) as unknown }).toEqual({
      exitCode: 0,
      answer: { mount: "database", connection: "shop", username: "vault", password_given: false, rotated: true },
    });
    expect(await hash()).not.toEqual(before);
    expect(await works()).toEqual([{ id: 7 }]);
  });

  it("is asked of a person without showing it", async () => {
    await postgres.sql("ALTER ROLE vault PASSWORD 'CANARY-typed'");
    const command = "exec node cli/strongroom.js database rotate-root shop";
    const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], { cwd: project.root });
    let shown = "";
    child.stdout.on("data", (data: Buffer) => {
      const asked = shown.includes("Password of vault");
      shown += data.toString();
      if (!asked && shown.includes("Password of vault")) child.stdin.write("CANARY-typed\r");
    });
    expect((await ended(child)).exitCode).toBe(0);
    expect(shown).toContain("Password of vault at shop (none: change the one that Vault has):");
    expect(shown).not.toContain("CANARY");
    await expect(postgres.sqlAs({ username: "vault", password: "CANARY-typed" }, "SELECT 1")).rejects.toMatchObject(
      refused,
    );
  });
});

test("no password stands in state, in what Pulumi wrote, or in the database's log", async () => {
  const state = path.join(project.root, ".strongroom", "state");
  const log = postgres.log();
  expect(made.length).toBeGreaterThan(5);
  for (const secret of ["CANARY", "SCRAM-SHA-256", ...made]) {
    expect(spawnSync("grep", ["--recursive", "--quiet", "--fixed-strings", "-e", secret, state]).status).toBe(1);
  }
  expect(made.filter((password) => log.includes(password))).toEqual([]);
  expect(log).toContain('ALTER ROLE "report" WITH PASSWORD');
  expect(log).toMatch(/CREATE ROLE "v-\S+ WITH LOGIN PASSWORD 'SCRAM-SHA-256\$/);
  expect(auditLog()).not.toContain("CANARY");
  const { stdout } = await mustSucceed(project.root, "preview", "dev");
  expect(stdout).toContain("no changes");
});

test("a database that is gone is said to be", async () => {
  await postgres.remove();
  const { exitCode, stderr } = await rotateRoot("", "shop");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("check the host and port in connectionUrl");
  expect(stderr).toContain("No password was changed.");
});
