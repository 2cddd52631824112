import { createServer, type RequestListener, type Server } from "node:http";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { openVault } from "../../live/client";
import { health } from "../../live/seal";
import { loginUserpass } from "../../live/token";
import { Refusal } from "../../problem/problem";
import { createAuthority } from "../../toolchain/embedded/certificate";
import { freePorts, portOf } from "../toolchain/embedded/free-ports";
import { liveVault, type LiveVault } from "./live-vault";

jest.setTimeout(60_000);

let vault: LiveVault;
beforeAll(async () => {
  vault = await liveVault();
});
afterAll(() => vault.remove());

async function refusalOf(promise: Promise<unknown>): Promise<string> {
  const outcome: unknown = await promise.catch((error: unknown) => error);
  if (outcome instanceof Refusal) return outcome.message;
  throw new Error(`not refused: ${String(outcome)}`);
}

test("the state of a new server is data, not an error", async () => {
  expect(await health(vault.client)).toEqual({ initialized: false, sealed: true, standby: true, version: "1.21.0" });
});

test("Vault's no has its status and its words, and nothing of the request", async () => {
  const said = await refusalOf(
    loginUserpass(vault.client, { mount: "userpass", username: "nobody", password: "CANARY-password" }),
  );
  expect(said).toMatch(
    /^vault https:\S+ POST auth\/userpass\/login\/nobody must be accepted, found 503: Vault is sealed; fix: unseal/,
  );
  expect(said).not.toContain("CANARY");
});

test("a path that climbs is not sent", async () => {
  expect(await refusalOf(vault.client.request("GET", "sys/../auth/token/lookup-self"))).toContain(
    'must have no "." or ".." segment',
  );
});

test("a server nobody started, one with another CA and a missing CA file each say what to do", async () => {
  const { free } = await freePorts("free");
  const nobody = await openVault({ address: `https://127.0.0.1:${free}`, caFile: vault.folder.caFile });
  expect(await refusalOf(health(nobody))).toMatch(
    /must answer, found ECONNREFUSED.*; fix: check the address and that the server runs/,
  );
  const otherCa = path.join(vault.folder.root, "other-ca.pem");
  writeFileSync(otherCa, (await createAuthority(new Date())).certificate);
  const stranger = await openVault({ address: vault.client.address, caFile: otherCa });
  expect(await refusalOf(health(stranger))).toMatch(
    /must answer, found .*(CERT|SIGNATURE).*; fix: check that the CA file/,
  );
  expect(await refusalOf(openVault({ address: vault.client.address, caFile: "/nowhere/ca.pem" }))).toContain(
    "CA file /nowhere/ca.pem must be readable",
  );
  await Promise.all([nobody.close(), stranger.close()]);
});

describe("another server than Vault", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serve(answer: RequestListener): Promise<string> {
    const started = createServer(answer).listen(0, "127.0.0.1");
    server = started;
    await new Promise((resolve) => started.once("listening", resolve));
    return `http://127.0.0.1:${portOf(started)}`;
  }

  test("that does not answer in time is refused, and Ctrl-C ends the waiting at once", async () => {
    const address = await serve(() => undefined);
    const interrupt = new AbortController();
    const impatient = await openVault({ address, timeout: 100 });
    const interrupted = await openVault({ address, signal: interrupt.signal });
    expect(await refusalOf(health(impatient))).toMatch(/GET sys\/health must answer, found nothing within 0\.1 s/);
    const waiting = health(interrupted);
    interrupt.abort(new Error("Ctrl-C"));
    await expect(waiting).rejects.toThrow("Ctrl-C");
    await Promise.all([impatient.close(), interrupted.close()]);
  });

  test("whose answer is not Vault's is refused without its content", async () => {
    const client = await openVault({ address: await serve((_, response) => response.end("<html>CANARY</html>")) });
    const said = await refusalOf(health(client));
    expect(said).toContain("vault's answer to sys/health must have the documented form");
    expect(said).not.toContain("CANARY");
    await client.close();
  });
});
