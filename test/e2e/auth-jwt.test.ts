import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { loginJwt } from "../../live/token";
import type { JwtParameters } from "./programs/auth-jwt";
import { signedToken } from "./project/jwt";
import { createModuleProject, upWith } from "./project/module-project";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { asDeployer, withVault } from "./project/vault";

jest.setTimeout(240_000);

const issuer = "https://ci.example.com";
const audience = "https://vault.dev.example.com";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const another = generateKeyPairSync("rsa", { modulusLength: 2048 });
const claims = { repository: "example/vault", environment: "dev" };
const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();

const parameters: JwtParameters = {
  path: "ci",
  boundIssuer: issuer,
  validationPublicKeys: [pem(publicKey)],
  roles: [
    { name: "deploy", boundAudiences: [audience], boundClaims: claims },
    {
      name: "release",
      boundAudiences: [audience],
      boundClaims: { ...claims, ref: ["refs/heads/main", "refs/heads/next"] },
      groupsClaim: "teams",
    },
  ],
};
let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("auth-jwt", parameters);
});

afterAll(() => removeProject(project));

function token(payload: object, key: KeyObject = privateKey): string {
  return signedToken(key, { iss: issuer, aud: audience, sub: "repo:example/vault", ...claims, ...payload });
}

function logIn(role: string, jwt: string): Promise<unknown> {
  return withVault(project, (client) => loginJwt(client, { mount: "ci", role, jwt })).catch((error: unknown) => error);
}

const letIn = { policies: ["default", "jobs"] };
const refused = { name: "Refusal", status: expect.any(Number) as number };

describe("the login of a job", () => {
  it("is in Vault as declared", async () => {
    expect(await asDeployer(project, (client) => client.request("GET", "auth/ci/role/deploy"))).toMatchObject({
      data: {
        role_type: "jwt",
        bound_audiences: [audience],
        // The provider writes every claim as a list of what it may be.
        bound_claims: { repository: ["example/vault"], environment: ["dev"] },
        bound_claims_type: "string",
        user_claim: "sub",
        token_policies: ["jobs"],
        token_ttl: 900,
        token_max_ttl: 3600,
      },
    });
  });

  it("lets in a job with the declared claims", async () => {
    expect(await logIn("deploy", token({}))).toMatchObject(letIn);
  });

  it.each(["refs/heads/main", "refs/heads/next"])("lets in a job with one of several values, %s", async (ref) => {
    expect(await logIn("release", token({ ref, teams: [] }))).toMatchObject(letIn);
  });

  it.each([
    ["another environment", "deploy", token({ environment: "production" })],
    ["another repository", "deploy", token({ repository: "someone/else" })],
    ["no repository", "deploy", token({ repository: undefined })],
    ["none of the values", "release", token({ ref: "refs/heads/mine", teams: [] })],
    ["the values as one text", "release", token({ ref: "refs/heads/main,refs/heads/next", teams: [] })],
    ["another audience", "deploy", token({ aud: "https://vault.production.example.com" })],
    ["another issuer", "deploy", token({ iss: "https://elsewhere.example.com" })],
    ["another key", "deploy", token({}, another.privateKey)],
    ["an expired token", "deploy", token({ iat: 1_600_000_000, exp: 1_600_000_300 })],
  ])("refuses a job of %s", async (_, role, jwt) => {
    expect(await logIn(role, jwt)).toMatchObject(refused);
  });

  it("gives the policies of the groups that the token names", async () => {
    await asDeployer(project, async (client) => {
      const accessor = await accessorOf("ci");
      const group = { name: "releasers", type: "external", policies: ["releasers"] };
      const { data } = (await client.request("POST", "identity/group", group)) as { data: { id: string } };
      const alias = { name: "releasers", mount_accessor: accessor, canonical_id: data.id };
      await client.request("POST", "identity/group-alias", alias);
    });
    const policies = async (teams: string[]) => {
      const jwt = token({ ref: "refs/heads/main", teams });
      return withVault(project, async (client) => {
        const { token: own } = await loginJwt(client, { mount: "ci", role: "release", jwt });
        return client.request("GET", "auth/token/lookup-self", undefined, { token: own });
      });
    };
    expect(await policies(["releasers"])).toMatchObject({ data: { identity_policies: ["releasers"] } });
    expect(await policies(["others"])).not.toMatchObject({ data: { identity_policies: ["releasers"] } });
  });
});

describe("a change", () => {
  it("of the keys and of a claim's values takes effect, and the mount stays", async () => {
    const accessor = await accessorOf("ci");
    const [deploy, release] = parameters.roles;
    if (deploy === undefined || release === undefined) throw new Error("no roles");
    await upWith(project, {
      ...parameters,
      description: "Jobs",
      validationPublicKeys: [pem(publicKey), pem(another.publicKey)],
      roles: [deploy, { ...release, boundClaims: { ...claims, ref: "refs/heads/main" } }],
    });
    expect(await accessorOf("ci")).toBe(accessor);
    expect(await logIn("deploy", token({}, another.privateKey))).toMatchObject(letIn);
    expect(await logIn("release", token({ ref: "refs/heads/main", teams: [] }))).toMatchObject(letIn);
    expect(await logIn("release", token({ ref: "refs/heads/next", teams: [] }))).toMatchObject(refused);
    const tuned = await asDeployer(project, (client) => client.request("GET", "sys/mounts/auth/ci/tune"));
    expect(tuned).toMatchObject({ data: { description: "Jobs", max_lease_ttl: 43200 } });
  });

  it("of nothing is none", async () => {
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });
});

async function accessorOf(path: string): Promise<string> {
  const { data } = (await asDeployer(project, (client) => client.request("GET", "sys/auth"))) as {
    data: Record<string, { accessor: string } | undefined>;
  };
  return data[`${path}/`]?.accessor ?? "none";
}
