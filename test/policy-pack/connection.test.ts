import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { readResource } from "../../model/resource";
import { unknownMark } from "../../model/unknown-mark";
import { loginOf } from "../../policy-pack/connection";
import { patience } from "../../policy-pack/lookup-self";

const home = mkdtempSync(path.join(tmpdir(), "strongroom-home-"));
afterAll(() => rmSync(home, { recursive: true }));

/** What the provider's own rules make of arguments, environment and home, asked of nobody. */
async function login(props: object, environment: Record<string, string> = {}, from = home) {
  const provider = readResource({ urn: "urn", type: "pulumi:providers:vault", name: "example", props });
  const { token } = await loginOf(provider, { environment, home: from });
  if (token === undefined) return "no token";
  return [token.from, token.policies.kind === "unknown" ? token.policies.why : token.policies];
}

const nobody = { VAULT_ADDR: "https://127.0.0.1:9" };
const noAnswer = "Vault was asked about without an answer: ECONNREFUSED";

describe("where a provider takes its token from", () => {
  test.each([
    ["nothing at all", {}, {}, "no token"],
    [
      "a login method, which clears any token",
      { authLoginJwt: '{"role":"ci"}', token: "x" },
      { VAULT_TOKEN: "y" },
      "no token",
    ],
    ["its argument before the environment", { token: "x" }, { VAULT_TOKEN: "y" }, ["the token argument", noAnswer]],
    ["the environment", { token: "" }, { VAULT_TOKEN: "y" }, ["VAULT_TOKEN", noAnswer]],
    ["an empty environment", {}, { VAULT_TOKEN: "" }, "no token"],
    [
      "an argument that is not known yet",
      { token: unknownMark },
      {},
      ["the token argument", "belongs to a token that is known only after the apply"],
    ],
    [
      "a Vault whose address is not known yet",
      { address: unknownMark },
      { VAULT_TOKEN: "y" },
      ["VAULT_TOKEN", "only a Vault whose address is not known can tell"],
    ],
    [
      "an address that is none",
      { address: "vault" },
      { VAULT_TOKEN: "y" },
      ["VAULT_TOKEN", "Vault was asked about without an answer: the address is no URL"],
    ],
    [
      "a token that cannot be one",
      { token: "a\nb" },
      {},
      ["the token argument", "Vault was asked about without an answer: the token has characters that no token has"],
    ],
  ])("%s", async (_name, props, environment, expected) => {
    expect(await login(props, { ...nobody, ...environment })).toEqual(expected);
  });

  test("the file that `vault login` writes, last", async () => {
    const own = path.join(home, "own");
    mkdirSync(own);
    writeFileSync(path.join(own, ".vault-token"), "z\n");
    expect(await login({}, nobody, own)).toEqual(["~/.vault-token", noAnswer]);
  });

  test("a token file that cannot be read is a token nobody knows", async () => {
    const own = path.join(home, "broken");
    mkdirSync(path.join(own, ".vault-token"), { recursive: true });
    expect(await login({}, nobody, own)).toEqual([
      "~/.vault-token",
      "belongs to a token that stands in a file that cannot be read",
    ]);
  });
});

/** A peer that is no Vault: what the pack does when the other side misbehaves. */
async function withPeer(answer: http.RequestListener, work: (address: string) => Promise<void>): Promise<void> {
  const server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await work(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("a peer that does not answer as Vault does", () => {
  test.each([
    ["says 502", 502, "bad gateway", "the answer was HTTP status 502"],
    ["refuses without Vault's words", 403, "<html>forbidden</html>", "the answer was HTTP status 403"],
    ["says something else", 200, "hello", "the answer was not Vault's"],
    ["leaves the policies out", 200, '{"data":{}}', "the answer was not Vault's"],
  ])("%s", async (_name, status, body, reason) => {
    await withPeer(
      (_request, response) => response.writeHead(status).end(body),
      async (address) => {
        expect(await login({ address }, { VAULT_TOKEN: `t-${status}-${body.length}` })).toEqual([
          "VAULT_TOKEN",
          `Vault was asked about without an answer: ${reason}`,
        ]);
      },
    );
  });

  test("never answers: given up after two seconds", async () => {
    const begun = performance.now();
    await withPeer(
      () => undefined,
      async (address) => {
        expect(await login({ address }, { VAULT_TOKEN: "silent" })).toEqual([
          "VAULT_TOKEN",
          "Vault was asked about without an answer: no answer within 2 s",
        ]);
      },
    );
    expect(performance.now() - begun).toBeLessThan(patience + 1500);
  });

  test("is asked once for one token, however many providers use it", async () => {
    let asked = 0;
    await withPeer(
      (_request, response) => {
        asked += 1;
        response.end('{"data":{"policies":["default"]}}');
      },
      async (address) => {
        for (let times = 0; times < 3; times += 1) await login({ address }, { VAULT_TOKEN: "once" });
      },
    );
    expect(asked).toBe(1);
  });
});
