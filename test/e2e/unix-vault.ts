import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import { vaultBinary } from "../toolchain/embedded/vault-binary";

export interface UnixVault {
  /** Vault's answer, whatever its status is. */
  call(
    method: "GET" | "PUT",
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  stop(): Promise<void>;
}

/** A real Vault for questions about its API alone: on a socket in a fresh folder, so that it needs
 * neither port nor certificate, and in memory. Not a dev server: initialised and unsealed like any other. */
export async function startUnixVault(): Promise<UnixVault> {
  const folder = await mkdtemp(path.join(tmpdir(), "strongroom-vault-"));
  const socketPath = path.join(folder, "vault.sock");
  const configuration = path.join(folder, "vault.hcl");
  await writeFile(
    configuration,
    `storage "inmem" {}
listener "unix" { address = ${JSON.stringify(socketPath)} }
disable_mlock = true
`,
  );
  const server = spawn(await vaultBinary(), ["server", `-config=${configuration}`], {
    stdio: ["ignore", "ignore", "ignore"],
    env: { PATH: process.env["PATH"], HOME: folder },
  });
  const dispatcher = new Agent({ connect: { socketPath } });
  let token = "";
  const vault: UnixVault = {
    async call(method, route, body) {
      const answer = await request(`http://vault/v1/${route}`, {
        method,
        dispatcher,
        headers: token === "" ? {} : { "x-vault-token": token },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, body: text === "" ? undefined : JSON.parse(text) };
    },
    async stop() {
      await dispatcher.destroy();
      await end(server);
      await rm(folder, { recursive: true });
    },
  };
  try {
    token = await initialise(vault, server);
    return vault;
  } catch (error) {
    await vault.stop();
    throw error;
  }
}

async function initialise(vault: UnixVault, server: ChildProcess): Promise<string> {
  await untilAnswering(vault, server);
  const { body } = await vault.call("PUT", "sys/init", { secret_shares: 1, secret_threshold: 1 });
  const { keys, root_token } = body as { keys: readonly [string]; root_token: string };
  await vault.call("PUT", "sys/unseal", { key: keys[0] });
  return root_token;
}

async function untilAnswering(vault: UnixVault, server: ChildProcess): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await vault.call("GET", "sys/seal-status");
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
