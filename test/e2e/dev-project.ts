import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { embeddedFolder, type EmbeddedFolder } from "../../toolchain/embedded/folder";
import { findServer, stopServer } from "../../toolchain/embedded/running-server";
import { freePorts } from "../toolchain/embedded/free-ports";
import { vaultBinary } from "../toolchain/embedded/vault-binary";
import type { VaultPorts } from "./declared-vault";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A project folder of a test's own, with ports of its own, and `dev` commands as real processes in it. */
export interface DevProject {
  readonly place: string;
  readonly folder: EmbeddedFolder;
  readonly ports: VaultPorts;
  run(verb: string, options?: Readonly<Record<string, unknown>>): Promise<Ended>;
  begin(verb: string, options?: Readonly<Record<string, unknown>>): RunningCommand;
  /** The running server's process. */
  serverPid(): Promise<number>;
  remove(): Promise<void>;
}

const root = path.resolve(__dirname, "..", "..");

export async function devProject(): Promise<DevProject> {
  const place = await mkdtemp(path.join(tmpdir(), "strongroom-"));
  const folder = embeddedFolder(path.join(place, ".strongroom"));
  const ports = await freePorts("api", "cluster");
  const fixed = { project: place, binary: await vaultBinary(), ...ports };
  const begin = (verb: string, options: Readonly<Record<string, unknown>> = {}) => {
    const parameters = ["typescript.js", "test/e2e/dev-command.ts", verb, JSON.stringify({ ...fixed, ...options })];
    const child = spawn(process.execPath, parameters, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    return { child, ended: collect(child) };
  };
  return {
    place,
    folder,
    ports,
    begin,
    run: (verb, options) => begin(verb, options).ended,
    async serverPid() {
      const found = await findServer(folder);
      if (found.kind !== "running") throw new Error(`the server is ${found.kind}`);
      return found.server.pid;
    },
    async remove() {
      await stopServer(folder);
      await rm(place, { recursive: true, force: true });
    },
  };
}

async function collect(child: ChildProcess): Promise<Ended> {
  const texts = { out: "", err: "" };
  child.stdout?.on("data", (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (texts.err += chunk.toString()));
  return new Promise((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, ...texts }));
  });
}
