import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import path from "node:path";
import { bootstrapSteps } from "../../live/bootstrap-step";
import { auditDevices } from "../../live/audit-device";
import { openVault, type VaultClient } from "../../live/client";
import { loginUserpass } from "../../live/token";
import { processIdentity } from "../../toolchain/embedded/process";
import { vaultBinary } from "../toolchain/embedded/vault-binary";
import { devProject, type DevProject } from "./dev-project";

jest.setTimeout(180_000);

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function json(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}

describe("an embedded Vault, from its start to its end", () => {
  let project: DevProject;
  const outputs: string[] = [];
  const secrets = new Set<string>();
  const run = async (verb: string, options?: Readonly<Record<string, unknown>>) => {
    const ended = await project.run(verb, options);
    outputs.push(ended.out, ended.err);
    return ended;
  };

  beforeAll(async () => {
    project = await devProject();
  });
  afterAll(() => project.remove());

  test("has nothing to stop, show or give an environment for before its first start", async () => {
    expect(await run("stop")).toMatchObject({ code: 0, out: "The embedded Vault was not running.\n" });
    expect(JSON.parse((await run("status", { json: true })).out)).toMatchObject({
      running: false,
      problems: [],
      next: "strongroom dev start",
    });
    const env = await run("env");
    expect(env).toMatchObject({ code: 1, out: "" });
    expect(env.err).toContain("run strongroom dev start");
    expect(await run("reset")).toMatchObject({ code: 0, out: "There was no embedded Vault to remove.\n" });
  });

  test("starts, and tells its steps in order", async () => {
    const started = await run("start");
    expect(started.code).toBe(0);
    expect(
      started.err
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    ).toEqual([`start vault 1.21.0 at https://127.0.0.1:${project.ports.api}`, ...bootstrapSteps]);
    expect(started.out).toContain("the root token is revoked (checked: refused)");
    for (const file of [project.folder.unsealFile, project.folder.loginFile]) {
      for (const [name, value] of Object.entries(json(file))) if (/key|token|password/i.test(name)) secrets.add(value);
    }
    expect(secrets.size).toBe(2);
  });

  test("keeps an unseal key and a login, and no root token", () => {
    expect(Object.keys(json(project.folder.unsealFile)).sort()).toEqual(["phase", "unsealKey"]);
    expect(json(project.folder.unsealFile)["phase"]).toBe("finished");
    expect(Object.keys(json(project.folder.loginFile)).sort()).toEqual(["mount", "password", "username"]);
  });

  test("says so when it is started again", async () => {
    const again = await run("start");
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(again.out).toMatch(/^The embedded Vault runs already at https:\/\/127\.0\.0\.1:\d+, since 2\d{3}-/);
  });

  test("is a server without development mode, without core dumps and without anything of our environment", async () => {
    const pid = await project.serverPid();
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(1, -1);
    expect(commandLine).toEqual(["server", `-config=${project.folder.configurationFile}`]);
    expect(execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" })).not.toMatch(/\s-dev/);
    expect(readFileSync(`/proc/${pid}/limits`, "utf8")).toMatch(/Max core file size\s+0\s+0/);
    expect(
      readFileSync(`/proc/${pid}/environ`, "utf8")
        .split("\0")
        .map((line) => line.split("=")[0]),
    ).not.toContain("NODE_ENV");
  });

  test("shows how it is", async () => {
    const { out, code } = await run("status", { json: true });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      running: true,
      pid: await project.serverPid(),
      address: `https://127.0.0.1:${project.ports.api}`,
      version: "1.21.0",
      initialised: true,
      sealed: false,
      auditDevices: 2,
      problems: [],
    });
    expect((await run("status")).out).toContain("1.21.0, unsealed, initialised\n  audit    2 devices\n");
  });

  test("gives a shell an environment in which the password comes from its file", async () => {
    const { out } = await run("env");
    const script = `${out}\nprintf '%s\\n' "$VAULT_ADDR" "$VAULT_CACERT" "$PULUMI_HOME" "$TERRAFORM_VAULT_PASSWORD"`;
    const seen = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).trim().split("\n");
    expect(seen).toEqual([
      `https://127.0.0.1:${project.ports.api}`,
      project.folder.caFile,
      "/nowhere",
      json(project.folder.loginFile)["password"],
    ]);
  });

  test("gives the person a login command that works and shows the password to nobody", async () => {
    const { out, err } = await run("env");
    const [command = ""] = err.split("\n").filter((line) => line.includes("vault login"));
    const binary = await vaultBinary();
    const login = command.replace("# ", "").replace("vault login", "vault login -no-store -field=token_policies");
    const script = `${out}PATH="${path.dirname(binary)}:$PATH"\n${login}`;
    expect(execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" })).toContain("deployer");
    expect(command).toMatch(/password=-$/);
  });

  test("comes back after its server was killed", async () => {
    process.kill(await project.serverPid(), "SIGKILL");
    const started = await run("start");
    expect(started.code).toBe(0);
    expect(started.err).toBe(
      `  the server had ended without strongroom dev stop; starting it again\n  start vault 1.21.0 at https://127.0.0.1:${project.ports.api}\n  unseal\n`,
    );
  });

  test("says when other server settings are declared than it runs with", async () => {
    const { err } = await run("start", { ui: true });
    expect(err).toBe(
      "  it runs with the server settings of its start; the changed ones take effect with dev stop, then dev start\n",
    );
  });

  test("is unsealed by a start where somebody sealed it", async () => {
    await asDeployer(project, (client) => client.request("PUT", "sys/seal"));
    expect((await run("status")).out).toContain("1.21.0, sealed, initialised");
    expect(await run("start")).toMatchObject({ code: 0, err: "  unseal\n" });
    expect(JSON.parse((await run("status", { json: true })).out)).toMatchObject({ sealed: false });
  });

  test("records every request in both devices", () => {
    for (const device of ["a", "b"]) {
      const lines = readFileSync(path.join(project.folder.audit, `${device}.log`), "utf8")
        .trim()
        .split("\n");
      const paths = lines.map((line) => (JSON.parse(line) as { request?: { path?: string } }).request?.path);
      expect(paths).toEqual(
        expect.arrayContaining(["auth/userpass/users/strongroom-deploy", "auth/token/revoke-self"]),
      );
    }
  });

  test("leaves files and folders that only their owner reads", () => {
    const open = [project.folder.root, ...filesBelow(project.folder.root)].filter(
      (file) => (statSync(file).mode & 0o077) !== 0,
    );
    expect(open).toEqual([]);
  });

  test("stops, ends its process, and keeps its data", async () => {
    const pid = await project.serverPid();
    expect(await run("stop")).toMatchObject({ code: 0, err: "" });
    expect(await processIdentity(pid)).toBeUndefined();
    expect((await run("stop")).out).toBe("The embedded Vault was not running.\n");
    expect((await run("start")).err).toContain("  unseal\n");
    await run("stop");
  });

  test("never says a secret, and keeps none outside its two secret files", () => {
    const secretFiles: string[] = [project.folder.unsealFile, project.folder.loginFile];
    const leaks = filesBelow(project.place)
      .filter((file) => !secretFiles.includes(file))
      .filter((file) => [...secrets].some((secret) => readFileSync(file).includes(secret)));
    expect(leaks).toEqual([]);
    expect(outputs.filter((text) => [...secrets].some((secret) => text.includes(secret)))).toEqual([]);
    expect(outputs.join("\n")).not.toMatch(/hvs\./);
  });

  test("says what a reset would destroy, and does nothing without --yes", async () => {
    const asked = await run("reset");
    expect(asked).toMatchObject({ code: 2, out: "" });
    expect(asked.err).toContain("every secret, policy, role and token in it");
    expect(asked.err).toContain("Nothing was removed. To do it: strongroom dev reset --yes");
    expect(statSync(project.folder.unsealFile).isFile()).toBe(true);
  });

  test("is stopped and gone after a reset with --yes", async () => {
    await run("start");
    const pid = await project.serverPid();
    expect(await run("reset", { yes: true })).toMatchObject({ code: 0, err: "" });
    expect(await processIdentity(pid)).toBeUndefined();
    expect(readdirSync(path.join(project.place, ".strongroom"))).toEqual([]);
  });
});

test("two starts at once come to one server", async () => {
  const project = await devProject();
  try {
    const both = await Promise.all([project.run("start"), project.run("start")]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.filter(({ out }) => out.startsWith("The embedded Vault runs already"))).toHaveLength(1);
    expect(both.filter(({ err }) => err.includes("another strongroom command is at work"))).toHaveLength(1);
  } finally {
    await project.remove();
  }
});

test("Ctrl-C during a start ends the server, and the next start goes on", async () => {
  const project = await devProject();
  try {
    const { child, ended } = project.begin("start");
    child.stderr?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("create audit devices")) child.kill("SIGINT");
    });
    const interrupted = await ended;
    expect(interrupted.code).toBe(1);
    expect(interrupted.err).toContain("interrupted");
    await expect(project.serverPid()).rejects.toThrow("the server is stopped");
    expect((await project.run("start")).code).toBe(0);
  } finally {
    await project.remove();
  }
});

describe("a bootstrap that is killed at each of its steps in turn", () => {
  let project: DevProject;
  beforeAll(async () => {
    project = await devProject();
  });
  afterAll(() => project.remove());

  test.each([...bootstrapSteps])('goes on from where it was, up to "%s"', async (step) => {
    const killed = await project.run("start", { dieAt: step });
    expect(killed).toMatchObject({ signal: "SIGKILL", out: "" });
    expect(
      killed.err.endsWith(`  ${step}
`),
    ).toBe(true);
    ageLock(project);
  });

  test("and is seen to be unfinished", async () => {
    const { out } = await project.run("status");
    expect(out).toContain("its bootstrap was interrupted: the root token may still live");
    expect(out).toContain("Next: strongroom dev start\n");
  });

  test("and is finished by a start that nobody kills", async () => {
    expect(await project.run("start")).toMatchObject({
      code: 0,
      err: "  prove the root token dead\n  forget the root token\n",
    });
    await expectFinished(project);
  });
});

test("a start killed while Vault initialises is followed by one that begins anew, because nobody ever had the key", async () => {
  const project = await devProject();
  try {
    const { child, ended } = project.begin("start");
    child.stderr?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("initialise")) setTimeout(() => child.kill("SIGKILL"), 300);
    });
    expect(await ended).toMatchObject({ signal: "SIGKILL" });
    // Not aged: waits until the killed holder's lock is stale.
    const next = await project.run("start");
    expect(next.err).toContain(
      "another strongroom command is at work on the embedded Vault, or was killed a moment ago",
    );
    expect(next.code).toBe(0);
    await expectFinished(project);
  } finally {
    await project.remove();
  }
});

/** As if the killed holder's last sign of life were long ago. */
function ageLock({ folder }: DevProject): void {
  utimesSync(folder.lock, 0, 0);
}

/** Two devices, a deployer that logs in, and no root token on the disk: seen from outside. */
async function expectFinished(project: DevProject): Promise<void> {
  expect(Object.keys(json(project.folder.unsealFile)).sort()).toEqual(["phase", "unsealKey"]);
  const devices = await asDeployer(project, auditDevices);
  expect(devices.map(({ path }) => path).sort()).toEqual(["a", "b"]);
}

async function asDeployer<Result>(
  { folder, ports }: DevProject,
  work: (deployer: VaultClient) => Promise<Result>,
): Promise<Result> {
  const client = await openVault({ address: `https://127.0.0.1:${ports.api}`, caFile: folder.caFile });
  try {
    const { mount = "", username = "", password = "" } = json(folder.loginFile);
    const { token } = await loginUserpass(client, { mount, username, password });
    return await work(client.withToken(token));
  } finally {
    await client.close();
  }
}
