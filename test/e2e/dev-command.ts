/**
 * One `dev` command as a process of its own, so that tests can interrupt and kill it. The arguments: the verb, and JSON with the
 * folder and the ports. `dieAt` kills the process the very moment it tells that step.
 */
import path from "node:path";
import { z } from "zod";
import { devReset, devStart, devStop } from "../../cli/commands/dev";
import { devEnv } from "../../cli/commands/dev-env";
import { devStatus } from "../../cli/commands/dev-status";
import type { Io } from "../../cli/io";
import { Refusal, type ExitCode } from "../../problem/problem";
import { embeddedFolder } from "../../toolchain/embedded/folder";
import { declaredVault } from "./declared-vault";

const shape = z.object({
  project: z.string(),
  binary: z.string(),
  api: z.number(),
  cluster: z.number(),
  ui: z.boolean().default(false),
  json: z.boolean().default(false),
  yes: z.boolean().default(false),
  dieAt: z.string().optional(),
});

const [verb = "", text = ""] = process.argv.slice(2);
const options = shape.parse(JSON.parse(text));
const folder = embeddedFolder(path.join(options.project, ".strongroom"));
const interrupted = new AbortController();
process.on("SIGINT", () => interrupted.abort(new Error("interrupted")));

const io: Io = {
  out: (line) => process.stdout.write(line),
  err: (line) => {
    process.stderr.write(line);
    if (options.dieAt !== undefined && line.trim() === options.dieAt) process.kill(process.pid, "SIGKILL");
  },
  env: process.env,
  signal: interrupted.signal,
  isTerminal: { in: false, out: false, err: false },
};

function run(): Promise<ExitCode> {
  const { json, yes } = options;
  switch (verb) {
    case "start":
      return devStart(
        {
          folder,
          json,
          vault: declaredVault(options.binary, options, options.ui),
          afterBootstrap: () => Promise.resolve(),
        },
        io,
      );
    case "stop":
      return devStop({ folder, json }, io);
    case "status":
      return devStatus({ folder, json }, io);
    case "reset":
      return devReset({ folder, json, yes, belongings: { present: () => [], remove: () => Promise.resolve() } }, io);
    case "env":
      return devEnv(
        { folder, json, address: `https://127.0.0.1:${options.api}`, pulumi: { PULUMI_HOME: "/nowhere" } },
        io,
      );
    default:
      throw new Error(`unknown verb ${verb}`);
  }
}

run().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    io.err(error instanceof Refusal ? `${error.message}\n` : `DEFECT ${String(error)}\n`);
    process.exitCode = error instanceof Refusal ? error.exitCode : 1;
  },
);
