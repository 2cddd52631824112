import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { createAuthority, createServerCertificate } from "../../toolchain/embedded/certificate";
import { freePort } from "../toolchain/embedded/free-ports";
import { vaultBinary } from "../toolchain/embedded/vault-binary";

/** A real Vault over TLS whose root token is still alive, as a careless operator leaves it. */
export interface CarelessVault {
  readonly address: string;
  readonly caCertFile: string;
  readonly rootToken: string;
  /** Makes a token with these policies; returns the token. */
  createToken(policies: readonly string[]): Promise<string>;
  /** Asks as root; what Vault answers, errors too, and undefined where it answers nothing. */
  asRoot(method: string, route: string, body?: object): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startCarelessVault(): Promise<CarelessVault> {
  const folder = await mkdtemp(path.join(tmpdir(), "strongroom-careless-"));
  const file = (name: string) => path.join(folder, name);
  const port = await freePort();
  const authority = await createAuthority(new Date());
  const { certificate, key } = await createServerCertificate(authority, new Date());
  await writeFile(file("ca.pem"), authority.certificate);
  await writeFile(file("server.pem"), certificate);
  await writeFile(file("key.pem"), key, { mode: 0o600 });
  const listener = { address: `127.0.0.1:${port}`, tls_cert_file: file("server.pem"), tls_key_file: file("key.pem") };
  await writeFile(
    file("vault.json"),
    JSON.stringify({ storage: { inmem: {} }, listener: { tcp: listener }, disable_mlock: true }),
  );
  const server = spawn(await vaultBinary(), ["server", `-config=${file("vault.json")}`], {
    stdio: "ignore",
    env: { PATH: process.env["PATH"], HOME: folder },
  });
  const call = client(`https://127.0.0.1:${port}`, await readFile(file("ca.pem")));
  const stop = async () => {
    await end(server);
    await rm(folder, { recursive: true });
  };
  try {
    await untilAnswering(server, () => call("GET", "sys/seal-status", undefined, ""));
    const { keys, root_token: rootToken } = initialised.parse(
      await call("PUT", "sys/init", { secret_shares: 1, secret_threshold: 1 }, ""),
    );
    await call("PUT", "sys/unseal", { key: keys[0] }, "");
    return {
      address: `https://127.0.0.1:${port}`,
      caCertFile: file("ca.pem"),
      rootToken,
      createToken: async (policies) =>
        created.parse(await call("POST", "auth/token/create", { policies }, rootToken)).auth.client_token,
      asRoot: (method, route, body) => call(method, route, body, rootToken),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const initialised = z.object({ keys: z.array(z.string()), root_token: z.string() });
const created = z.object({ auth: z.object({ client_token: z.string() }) });

function client(address: string, ca: Buffer) {
  return (method: string, route: string, body: object | undefined, token: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const headers = token === "" ? {} : { "X-Vault-Token": token };
      const sent = request(`${address}/v1/${route}`, { method, ca, headers }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
        response.on("end", () => resolve(text === "" ? undefined : JSON.parse(text)));
      });
      sent.on("error", reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

async function untilAnswering(server: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await ask();
      return;
    } catch (error) {
      if (server.exitCode !== null || tries > 200) throw error;
      await sleep(100);
    }
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGKILL");
  await ended;
}
