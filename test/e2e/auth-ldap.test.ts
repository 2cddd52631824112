import { execFileSync, spawn } from "node:child_process";
import type { LdapParameters } from "./programs/auth-ldap";
import { startDirectory, type Directory } from "./project/directory";
import { createModuleProject, upWith } from "./project/module-project";
import { ended, mustSucceed, removeProject, type CommandResult, type TestProject } from "./project/project";
import { asDeployer, withVault } from "./project/vault";

jest.setTimeout(300_000);

const bindPassword = "search-horse-battery";
const people = {
  ada: { password: "ada-horse-battery", groups: ["staff", "operators"] },
  grace: { password: "grace-horse-battery", groups: ["staff"] },
  mallory: { password: "mallory-horse-battery", groups: ["visitors", "operators"] },
} as const;

let directory: Directory;
let project: TestProject;
let parameters: LdapParameters;

beforeAll(async () => {
  directory = await startDirectory({
    users: [
      ...Object.entries(people).map(([name, person]) => ({ name, ...person, searches: name === "ada" })),
      { name: "vault", password: bindPassword, groups: ["machines"], searches: true },
    ],
  });
  const { address, caPem, baseDn } = directory;
  parameters = {
    path: "directory",
    urls: [address],
    caCertificate: caPem,
    userDn: `ou=users,${baseDn}`,
    userAttr: "uid",
    userFilter: `(&(uid={{.Username}})(memberOf=cn=staff,ou=groups,${baseDn}))`,
    bindDn: `uid=vault,${baseDn}`,
    groupDn: `ou=groups,${baseDn}`,
    groups: ["operators"],
  };
  project = await createModuleProject("auth-ldap", parameters);
});

afterAll(async () => {
  await directory.stop();
  await removeProject(project);
});

function logIn(username: keyof typeof people, password: string = people[username].password): Promise<unknown> {
  return withVault(project, (client) => client.request("POST", `auth/directory/login/${username}`, { password })).catch(
    (error: unknown) => error,
  );
}

/** Runs the command with the password on standard input. */
function givePassword(password: string): Promise<CommandResult> {
  const child = spawn(process.execPath, ["cli/strongroom.js", "auth", "secret", "directory"], { cwd: project.root });
  child.stdin.end(password);
  return ended(child);
}

const refused = { name: "Refusal", status: expect.any(Number) as number };
const letIn = (...policies: string[]) => ({ auth: { policies: ["default", ...policies], lease_duration: 3600 } });

describe("people's login with a directory", () => {
  it("lets nobody in, the filtered out neither, before Vault has the password that it searches with", async () => {
    for (const name of ["ada", "mallory"] as const) expect(await logIn(name)).toMatchObject(refused);
  });

  it("gives a person the policies of the groups that the directory names", async () => {
    expect(await givePassword(bindPassword)).toMatchObject({
      exitCode: 0,
      stdout: `directory: Vault has the password of uid=vault,${directory.baseDn}.\n`,
    });
    expect(await logIn("ada")).toMatchObject(letIn("operators"));
    expect(await logIn("grace")).toMatchObject(letIn());
  });

  it.each([
    ["a wrong password", "ada", "wrong"],
    ["another person's password", "ada", people.grace.password],
    ["no password", "ada", ""],
    ["the right one of a person whom the filter leaves out", "mallory", people.mallory.password],
  ] as const)("is refused with %s", async (_, name, password) => {
    expect(await logIn(name, password)).toMatchObject(refused);
  });

  it("is in Vault as declared, over TLS that is checked", async () => {
    expect(await asDeployer(project, (client) => client.request("GET", "auth/directory/config"))).toMatchObject({
      data: { url: directory.address, insecure_tls: false, tls_min_version: "tls12", deny_null_bind: true },
    });
  });
});

describe("the password that Vault searches with", () => {
  it("stands nowhere in the project", () => {
    // grep ends with 1 where it finds nothing, and that is thrown.
    const search = () => execFileSync("grep", ["-rlF", bindPassword, "--exclude-dir=node_modules", project.root]);
    expect(search).toThrow(expect.objectContaining({ status: 1 }) as Error);
  });

  it("stays through changes of the settings, groups and tuning, which lose no mount", async () => {
    const accessor = await accessorOf();
    parameters = { ...parameters, groups: ["operators", "auditors"], tokenMaxTtl: 7200, maxLeaseTtl: 7200 };
    await upWith(project, { ...parameters, description: "People" });
    expect(await accessorOf()).toBe(accessor);
    expect(await logIn("ada")).toMatchObject(letIn("operators"));
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });
});

describe("a directory where a person may look at themselves", () => {
  it("needs no password of Vault's own: what is left out is gone from Vault", async () => {
    const { bindDn, userFilter, ...others } = parameters;
    expect([bindDn, userFilter]).not.toContain(undefined);
    await upWith(project, { ...others, userDn: `cn=staff,ou=users,${directory.baseDn}`, groups: [] });
    const read = await asDeployer(project, (client) => client.request("GET", "auth/directory/config"));
    expect(read).toMatchObject({ data: { binddn: "", discoverdn: false } });
    expect(await logIn("ada")).toMatchObject({ auth: { policies: ["default"] } });
    expect(await logIn("ada", "wrong")).toMatchObject(refused);
    expect(await logIn("mallory")).toMatchObject(refused);
  });
});

async function accessorOf(): Promise<string> {
  const { data } = (await asDeployer(project, (client) => client.request("GET", "sys/auth"))) as {
    data: Record<string, { accessor: string } | undefined>;
  };
  return data["directory/"]?.accessor ?? "none";
}
