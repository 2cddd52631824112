import { vaultProviderType } from "../../model/resource";
import type { ExampleResource } from "../../policy-pack/example";
import { previewExamples, upAsText, type Previewed } from "./rules-program";
import { startCarelessVault, type CarelessVault } from "./rules-vault";

let vault: CarelessVault;
beforeAll(async () => {
  vault = await startCarelessVault();
}, 1_200_000);
afterAll(() => vault.stop());

/** A plain program: a policy through the provider that Pulumi makes by itself. */
const plain: ExampleResource = {
  type: "vault:index/policy:Policy",
  name: "api",
  props: { name: "api", policy: 'path "a" { capabilities = ["read"] }' },
};
const relaxed = { "audit-redundancy": { level: "off" }, "no-static-token": { level: "warn" } };

/** By subject: resources come to the engine in an order of their own. */
function ofRule({ findings }: Previewed, ruleId: string) {
  return [...findings]
    .sort((left, right) => (left.finding.subject < right.finding.subject ? -1 : 1))
    .filter(({ finding }) => finding.ruleId === ruleId)
    .map(({ level, finding: { verdict, subject, found } }) => ({ level, verdict, subject, found }));
}

describe("the token that a default provider would use", () => {
  const preview = (token: string | undefined, address = vault.address) =>
    previewExamples([plain], {
      tier: "dev",
      packConfig: relaxed,
      environment: {
        VAULT_ADDR: address,
        VAULT_CACERT: vault.caCertFile,
        ...(token === undefined ? {} : { VAULT_TOKEN: token }),
      },
    });

  test("is refused in every tier when Vault says that it is root's, and shown nowhere", async () => {
    const previewed = await preview(vault.rootToken);
    expect(ofRule(previewed, "no-root-token")).toEqual([
      {
        level: "mandatory",
        verdict: "violation",
        subject: expect.stringMatching(/^vault provider "default/u) as unknown,
        found: "a root token from VAULT_TOKEN",
      },
    ]);
    expect(previewed.status).not.toBe(0);
    expect(previewed.output).not.toContain(vault.rootToken);
  }, 60_000);

  test("passes when it has another policy", async () => {
    const previewed = await preview(await vault.createToken(["deployer"]));
    expect(ofRule(previewed, "no-root-token")).toEqual([]);
    expect(previewed.status).toBe(0);
  }, 60_000);

  test("passes when Vault refuses it, for a root token is refused nothing", async () => {
    expect(ofRule(await preview("hvs.CAESInobodysTokenAtAll"), "no-root-token")).toEqual([]);
  }, 60_000);

  test("is not evaluated when nobody answers", async () => {
    const previewed = await preview(vault.rootToken, "https://127.0.0.1:9");
    expect(ofRule(previewed, "no-root-token")).toEqual([
      expect.objectContaining({
        level: "advisory",
        verdict: "not-evaluated",
        found: "a token from VAULT_TOKEN: a value that Vault was asked about without an answer: ECONNREFUSED",
      }),
    ]);
  }, 60_000);

  test("is no finding when there is none", async () => {
    expect(ofRule(await preview(undefined), "no-root-token")).toEqual([]);
  }, 60_000);
});

test("plain `pulumi up --policy-pack` with a root token in VAULT_TOKEN stops before anything is touched", async () => {
  const { status, output } = await upAsText([plain], {
    tier: "production",
    environment: { VAULT_ADDR: vault.address, VAULT_CACERT: vault.caCertFile, VAULT_TOKEN: vault.rootToken },
  });
  expect(status).not.toBe(0);
  expect(output).toContain("found  a root token from VAULT_TOKEN");
  expect(output).not.toContain("Updating (");
  expect(output).not.toContain(vault.rootToken);
}, 60_000);

test("credentials in a provider's arguments are refused without being shown", async () => {
  const provider = { type: vaultProviderType, name: "explicit" };
  const previewed = await previewExamples(
    [
      { ...provider, props: { address: vault.address, caCertFile: vault.caCertFile, token: vault.rootToken } },
      {
        ...provider,
        name: "user",
        props: { address: vault.address, authLoginUserpass: '{"username":"ci","password":"canary-4711"}' },
      },
    ],
    { tier: "production" },
  );
  expect(ofRule(previewed, "no-static-token").map(({ level, subject }) => ({ level, subject }))).toEqual([
    { level: "mandatory", subject: 'vault provider "explicit"' },
    { level: "mandatory", subject: 'vault provider "explicit"' },
    { level: "mandatory", subject: 'vault provider "user"' },
  ]);
  expect(ofRule(previewed, "no-root-token").map(({ found }) => found)).toEqual([
    "a root token from the token argument",
  ]);
  const said = JSON.stringify([previewed.findings, previewed.other]);
  expect(said).not.toContain(vault.rootToken);
  expect(said).not.toContain("canary-4711");
}, 60_000);
