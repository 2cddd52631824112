import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { connect } from "node:tls";
import { createServerCertificate } from "../../toolchain/embedded/certificate";
import { writeDataVersion } from "../../toolchain/embedded/data-version";
import { processIdentity } from "../../toolchain/embedded/process";
import { findServer, recordServer } from "../../toolchain/embedded/running-server";
import { devProject, type DevProject } from "./dev-project";

jest.setTimeout(120_000);

let project: DevProject;
let storage: string;
let spare: string;

beforeAll(async () => {
  project = await devProject();
  storage = path.join(project.folder.root, "raft");
  spare = path.join(project.place, "spare");
  expect((await project.run("start")).code).toBe(0);
  expect((await project.run("stop")).code).toBe(0);
  cpSync(project.folder.root, spare, { recursive: true });
});

/** Every test begins with a whole, stopped Vault. */
beforeEach(async () => {
  await project.run("stop");
  rmSync(project.folder.root, { recursive: true, force: true });
  cpSync(spare, project.folder.root, { recursive: true });
});

afterAll(() => project.remove());

async function expectNothingRuns(): Promise<void> {
  expect((await findServer(project.folder)).kind).toBe("stopped");
}

test("a taken port is refused with who has it and which setting to change; the cluster's port as well", async () => {
  const { api, cluster } = project.ports;
  const takers = await Promise.all(
    [api, cluster].map(
      (port) =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(port, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const { code, out, err } = await project.run("start");
  for (const taker of takers) taker.close();
  expect({ code, out }).toEqual({ code: 1, out: "" });
  for (const [port, setting] of [
    [api, "api_addr"],
    [cluster, "cluster_addr"],
  ] as const) {
    expect(err).toMatch(
      new RegExp(
        `port ${port} of 127\\.0\\.0\\.1 must be free for the embedded Vault, found it in use by .+ \\(process ${process.pid}\\); ` +
          `fix: .*listener and ${setting}`,
      ),
    );
  }
  await expectNothingRuns();
});

test("data of a newer Vault is refused before anything runs, that of an older one is upgraded", async () => {
  await writeDataVersion(project.folder, "9.9.9");
  const refused = await project.run("start");
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("found data of Vault 9.9.9; fix: put Vault 9.9.9 or newer on PATH");
  await expectNothingRuns();

  await writeDataVersion(project.folder, "1.19.5");
  const upgraded = await project.run("start");
  expect(upgraded.code).toBe(0);
  expect(upgraded.err).toContain("  upgrading the data of Vault 1.19.5 to 1.21.0\n");
  expect(JSON.parse(readFileSync(project.folder.dataVersionFile, "utf8"))).toEqual({ format: 1, vault: "1.21.0" });
});

test("all damage is told at once, by start and by status, and nothing is started", async () => {
  const { unsealFile, loginFile, certificateFile } = project.folder;
  truncateSync(unsealFile, 20);
  rmSync(loginFile);
  truncateSync(certificateFile, 50);
  truncateSync(path.join(storage, "vault.db"), 0);
  const found = [unsealFile, certificateFile];
  for (const verb of ["start", "status"]) {
    const { code, out, err } = await project.run(verb);
    expect({ verb, code }).toEqual({ verb, code: 1 });
    expect(found.filter((file) => !`${out}${err}`.includes(`${file} must hold`))).toEqual([]);
  }
  await expectNothingRuns();
});

test("initialised data without its unseal key is refused, and the server that was started to find out is ended", async () => {
  rmSync(project.folder.unsealFile);
  const { code, err } = await project.run("start");
  expect(code).toBe(1);
  expect(err).toContain("must be unsealable, found initialised data, and no unseal key beside it");
  await expectNothingRuns();
});

test("another Vault's unseal key is refused", async () => {
  const unsealKey = Buffer.alloc(32, 7).toString("base64");
  writeFileSync(project.folder.unsealFile, JSON.stringify({ phase: "finished", unsealKey }));
  const { code, err } = await project.run("start");
  expect(code).toBe(1);
  expect(err).toContain("must accept its unseal key");
  expect(err).not.toContain(unsealKey);
  await expectNothingRuns();
});

test("another password than the deployer's is refused", async () => {
  const login = JSON.parse(readFileSync(project.folder.loginFile, "utf8")) as object;
  writeFileSync(project.folder.loginFile, JSON.stringify({ ...login, password: "WRONG-CANARY" }));
  const { code, err } = await project.run("start");
  expect(code).toBe(1);
  expect(err).toContain("auth/userpass/login/strongroom-deploy");
  expect(err).not.toContain("WRONG-CANARY");
  await expectNothingRuns();
});

test("data that Vault cannot read is refused with what Vault says and where its log is", async () => {
  writeFileSync(path.join(storage, "vault.db"), "not a database".repeat(10_000));
  const { code, err } = await project.run("start");
  expect(code).toBe(1);
  expect(err).toMatch(/vault server for https:\S+ must start and answer, found exit code 1/);
  expect(err).toContain(`fix: read ${project.folder.log}`);
  await expectNothingRuns();
});

test("data that another Vault has open is refused with that reason", async () => {
  await project.run("start");
  const running = await findServer(project.folder);
  if (running.kind !== "running") throw new Error("not running");
  const other = await devProject();
  try {
    // The same storage under another folder's name: what a copy of .strongroom by a symbolic link comes to.
    await other.run("start");
    await other.run("stop");
    rmSync(path.join(other.folder.root, "raft"), { recursive: true });
    symlinkSync(storage, path.join(other.folder.root, "raft"));
    const { code, err } = await other.run("start");
    expect(code).toBe(1);
    expect(err).toContain("fix: another Vault has");
  } finally {
    await other.remove();
  }
});

test("a stranger that has the recorded number is neither believed nor touched", async () => {
  const stranger = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
  if (stranger.pid === undefined) throw new Error("no process");
  try {
    const record = {
      pid: stranger.pid,
      address: `https://127.0.0.1:${project.ports.api}`,
      startedAt: new Date().toISOString(),
    };
    await recordServer(project.folder, { ...record, identity: "another-boot:1" });
    const started = await project.run("start");
    expect(started.code).toBe(0);
    expect(started.err).toContain("the server had ended without strongroom dev stop");
    await recordServer(project.folder, { ...record, identity: "another-boot:1" });
    expect((await project.run("stop")).code).toBe(0);
    expect(await processIdentity(stranger.pid)).toBeDefined();
  } finally {
    stranger.kill("SIGKILL");
  }
});

test("a server whose record is missing or damaged is found and stopped all the same", async () => {
  for (const lose of [() => rmSync(project.folder.serverFile), () => truncateSync(project.folder.serverFile, 10)]) {
    await project.run("start");
    const pid = await project.serverPid();
    lose();
    const again = await project.run("start");
    expect(again.code).toBe(0);
    expect(again.out).toContain("runs already");
    expect(await project.serverPid()).toBe(pid);
    expect(statSync(project.folder.serverFile).size).toBeGreaterThan(10);
    lose();
    expect((await project.run("stop")).out).toContain("is stopped (ended)");
    expect(await processIdentity(pid)).toBeUndefined();
  }
});

test("a certificate that ends soon is renewed, under a running server as well", async () => {
  await project.run("start");
  const { caFile, caKeyFile, certificateFile, certificateKeyFile } = project.folder;
  const authority = { certificate: readFileSync(caFile, "utf8"), key: readFileSync(caKeyFile, "utf8") };
  const lastYear = new Date(Date.now() - 380 * 24 * 60 * 60 * 1000);
  const old = await createServerCertificate(authority, lastYear);
  writeFileSync(certificateFile, old.certificate);
  writeFileSync(certificateKeyFile, old.key);
  const before = await servedSerialNumber();
  expect((await project.run("start")).err).toBe("  renewed the server's certificate\n");
  expect(await servedSerialNumber()).not.toBe(before);
  expect(statSync(certificateKeyFile).mode & 0o777).toBe(0o600);
});

/** Of the certificate that the server shows now, which must be signed by the folder's CA. */
async function servedSerialNumber(): Promise<string> {
  const ca = readFileSync(project.folder.caFile, "utf8");
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: project.ports.api, ca }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.once("error", reject);
  });
}
