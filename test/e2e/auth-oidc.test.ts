import { execFileSync, spawn } from "node:child_process";
import { readFileSync, renameSync } from "node:fs";
import path from "node:path";
import type { OidcParameters } from "./programs/auth-oidc";
import { createModuleProject, giveParameters, upWith } from "./project/module-project";
import {
  createOpenIdProvider,
  createPerson,
  loginOidc,
  type OpenIdProvider,
  type Person,
} from "./project/openid-provider";
import { ended, mustSucceed, removeProject, strongroom, type CommandResult, type TestProject } from "./project/project";
import { asDeployer } from "./project/vault";

jest.setTimeout(300_000);

const redirectUri = "http://localhost:8250/oidc/callback";
let project: TestProject;
let provider: OpenIdProvider;
let alice: Person;
let bob: Person;
let parameters: Required<OidcParameters>;

beforeAll(async () => {
  project = await createModuleProject("auth-oidc", {});
  provider = await createOpenIdProvider(project, [redirectUri]);
  alice = await createPerson(project, "alice", "platform");
  bob = await createPerson(project, "bob", "sales");
  parameters = {
    method: {
      discoveryUrl: provider.issuer,
      discoveryCaCertificate: readFileSync(path.join(project.root, ".strongroom", "vault", "tls", "ca.pem"), "utf8"),
      clientId: provider.clientId,
      defaultRole: "person",
      roles: [
        { name: "person", allowedRedirectUris: [redirectUri], scopes: ["groups"], groupsClaim: "groups" },
        {
          name: "operator",
          allowedRedirectUris: [redirectUri],
          scopes: ["groups"],
          boundClaims: { groups: ["platform", "security"] },
        },
      ],
    },
  };
});

afterAll(() => removeProject(project));

/** Runs the command with the secret on standard input. */
function giveSecret(secret: string, mount = "people"): Promise<CommandResult> {
  const child = spawn(process.execPath, ["cli/strongroom.js", "auth", "secret", mount], { cwd: project.root });
  child.stdin.end(secret);
  return ended(child);
}

function tryUp(next: OidcParameters): Promise<CommandResult> {
  giveParameters(project, next);
  return strongroom(project.root, ["up", "dev", "--yes"]);
}

const logIn = (person: Person, role: string) =>
  loginOidc(project, person, { role, redirectUri }).catch((error: unknown) => error);
const letIn = { auth: { token_policies: ["default", "people"] } };
const refused = { name: "Refusal", status: expect.any(Number) as number };

describe("people's login at an OpenID provider", () => {
  it("is declared without a secret, lets nobody in, and says what is to be done", async () => {
    const { stdout } = await upWith(project, parameters);
    expect(stdout).toContain('auth method "people" lets nobody in yet. Next: strongroom auth secret people');
    expect(await logIn(alice, "person")).not.toMatchObject({ auth: expect.anything() as object });
  });

  it("works with the secret that a command gives to Vault", async () => {
    expect(await giveSecret(provider.clientSecret)).toMatchObject({
      exitCode: 0,
      stdout: `people: Vault has the client secret of ${provider.clientId}, and the settings as declared.\n`,
    });
    expect(await logIn(alice, "person")).toMatchObject({
      auth: { token_policies: ["default", "people"], lease_duration: 3600 },
    });
  });

  it("gives the policies of the groups that the provider names, through Vault's external groups", async () => {
    await asDeployer(project, async (client) => {
      const { data: mounts } = (await client.request("GET", "sys/auth")) as {
        data: Record<string, { accessor: string } | undefined>;
      };
      const group = { name: "operators", type: "external", policies: ["operators"] };
      const { data } = (await client.request("POST", "identity/group", group)) as { data: { id: string } };
      const alias = { name: "platform", mount_accessor: mounts["people/"]?.accessor, canonical_id: data.id };
      await client.request("POST", "identity/group-alias", alias);
    });
    expect(await logIn(alice, "person")).toMatchObject({ auth: { identity_policies: ["operators"] } });
    expect(await logIn(bob, "person")).not.toMatchObject({ auth: { identity_policies: ["operators"] } });
  });

  it("lets in only whose claims a role is bound to", async () => {
    expect(await logIn(alice, "operator")).toMatchObject(letIn);
    expect(await logIn(bob, "operator")).toMatchObject(refused);
  });

  it("sends a browser back nowhere else, and believes no code that the provider did not give", async () => {
    for (const elsewhere of ["http://localhost:8250/elsewhere", "https://elsewhere.example.com/oidc/callback"]) {
      const login = loginOidc(project, alice, { role: "person", redirectUri: elsewhere });
      await expect(login).rejects.toThrow("Vault has no address to go to");
    }
    const comesBackWith = { code: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
    await expect(loginOidc(project, alice, { role: "person", redirectUri, comesBackWith })).rejects.toMatchObject(
      refused,
    );
  });
});

describe("the client's secret", () => {
  it("stands nowhere in the project", () => {
    // grep ends with 1 where it finds nothing, and that is thrown.
    const search = () =>
      execFileSync("grep", ["-rlF", provider.clientSecret, "--exclude-dir=node_modules", project.root]);
    expect(search).toThrow(expect.objectContaining({ status: 1 }) as Error);
  });

  it("stays through an up, a change of the roles and of the mount's tuning", async () => {
    const [person, ...others] = parameters.method.roles;
    if (person === undefined) throw new Error("no role");
    const changed = { ...parameters.method, maxLeaseTtl: 7200, roles: [{ ...person, maxAge: 3600 }, ...others] };
    parameters = { method: changed };
    const { stdout } = await upWith(project, parameters);
    expect(stdout).not.toContain("strongroom auth secret");
    expect(await logIn(alice, "person")).toMatchObject(letIn);
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });

  it("stays when the settings change, which up then says are not as declared, until the command is run again", async () => {
    const changed = { ...parameters.method, supportedAlgorithms: ["RS256", "ES256"] };
    const { exitCode, stdout } = await tryUp({ method: changed });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('OidcAuth component "people": config.jwt_supported_algs');
    expect(stdout).toContain("not as declared: jwt_supported_algs");
    expect(stdout).toContain("fix: strongroom auth secret people --environment dev");
    expect(await logIn(alice, "person")).toMatchObject(letIn);
    expect(await giveSecret(provider.clientSecret)).toMatchObject({ exitCode: 0 });
    await mustSucceed(project.root, "up", "dev", "--yes");
    expect(await logIn(alice, "person")).toMatchObject(letIn);
  });

  it("is not asked for where the deployer cannot log in", async () => {
    const login = path.join(project.root, ".strongroom", "vault", "login.json");
    renameSync(login, `${login}.away`);
    // Its standard input stays open: a command that reads it does not end.
    const child = spawn(process.execPath, ["cli/strongroom.js", "auth", "secret", "people"], { cwd: project.root });
    const { exitCode, stderr } = await ended(child);
    renameSync(`${login}.away`, login);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("must have the deployer's credential, found no TERRAFORM_VAULT_PASSWORD");
  });

  it.each([
    ["nothing", "", "people", /client secret must come on standard input/],
    ["two lines", "one\ntwo\n", "people", /must be one line/],
    ["a method that is none", "secret", "peeple", /did you mean "people"/],
  ])("is refused with %s, and what Vault has stays", async (_, secret, mount, message) => {
    const { exitCode, stderr } = await giveSecret(secret, mount);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(await logIn(alice, "person")).toMatchObject(letIn);
  });

  it("that is wrong lets nobody in, until the right one is given", async () => {
    expect(await giveSecret("hvo_secret_wrong")).toMatchObject({ exitCode: 0 });
    expect(await logIn(alice, "person")).toMatchObject(refused);
    expect(await giveSecret(provider.clientSecret)).toMatchObject({ exitCode: 0 });
    expect(await logIn(alice, "person")).toMatchObject(letIn);
  });

  it("stays when Vault refuses the new settings, which is told by what declares them", async () => {
    expect(await tryUp({ method: { ...parameters.method, discoveryUrl: "https://127.0.0.1:9" } })).toMatchObject({
      exitCode: 1,
    });
    const { exitCode, stderr } = await giveSecret(provider.clientSecret);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("error checking oidc discovery URL");
    expect(stderr).toContain('or change OidcAuth "people" in stacks/');
    expect(stderr).toContain("Vault kept what it had.");
    expect(await logIn(alice, "person")).toMatchObject(letIn);
  });
});
