import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { loginJwt } from "../../live/token";
import { createProject, edit, mustSucceed, removeProject, type TestProject } from "./project/project";
import { asDeployer, withVault } from "./project/vault";

jest.setTimeout(240_000);

const issuer = "https://ci.example.com";
const audience = "https://vault.dev.example.com";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const claims = { repository: "example/vault", environment: "dev" };

let project: TestProject;

beforeAll(async () => {
  project = await createProject();
  edit(project.root, "stacks/index.ts", (text) =>
    [
      text.replace("realise(declare(environment.values));", "const provider = realise(declare(environment.values));"),
      'import { JwtAuth } from "../modules/auth/jwt";',
      `new JwtAuth("ci", ${JSON.stringify({
        path: "ci",
        boundIssuer: issuer,
        validationPublicKeys: [publicKey.export({ type: "spki", format: "pem" })],
        roles: [{ name: "deploy", boundAudiences: [audience], boundClaims: claims, tokenPolicies: ["default"] }],
      })}, { providers: { vault: provider } });`,
      "",
    ].join("\n"),
  );
  await mustSucceed(project.root, "dev", "start");
  // The rights for the new mount come with the same change that needs them.
  edit(project.root, "stacks/core.ts", (text) => text.replace("[deployer.auth.path, ", '["ci", deployer.auth.path, '));
  await mustSucceed(project.root, "up", "dev", "--yes");
});

afterAll(async () => {
  await removeProject(project);
});

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function token(payload: object, key: KeyObject = privateKey): string {
  const now = Math.floor(Date.now() / 1000);
  const body = `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded({
    iss: issuer,
    aud: audience,
    sub: "repo:example/vault",
    iat: now,
    exp: now + 300,
    ...claims,
    ...payload,
  })}`;
  return `${body}.${createSign("RSA-SHA256").update(body).sign(key, "base64url")}`;
}

function logIn(jwt: string): Promise<unknown> {
  return withVault(project, (client) => loginJwt(client, { mount: "ci", role: "deploy", jwt })).catch(
    (error: unknown) => error,
  );
}

describe("the deployer's login in CI", () => {
  it("is in Vault as declared", async () => {
    expect(await asDeployer(project, (client) => client.request("GET", "auth/ci/role/deploy"))).toMatchObject({
      data: {
        role_type: "jwt",
        bound_audiences: [audience],
        // The provider writes every claim as a list of what it may be.
        bound_claims: { repository: ["example/vault"], environment: ["dev"] },
        bound_claims_type: "string",
        user_claim: "sub",
        token_policies: ["default"],
        token_ttl: 900,
        token_max_ttl: 3600,
      },
    });
  });

  it("lets in a job with the declared claims", async () => {
    expect(await logIn(token({}))).toMatchObject({ policies: ["default"] });
  });

  it.each([
    ["another environment", token({ environment: "production" })],
    ["another repository", token({ repository: "someone/else" })],
    ["another audience", token({ aud: "https://vault.production.example.com" })],
    ["another issuer", token({ iss: "https://elsewhere.example.com" })],
    ["another key", token({}, stranger.privateKey)],
    ["an expired token", token({ iat: 1_600_000_000, exp: 1_600_000_300 })],
  ])("refuses a job of %s", async (_, jwt) => {
    expect(await logIn(jwt)).toMatchObject({ name: "Refusal", status: expect.any(Number) as number });
  });
});
