import { mkdir, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Io } from "../cli/io";
import { copyTree, useFreePorts } from "../test/e2e/project/project";
import { plainEnvironment } from "./environment";
import type { RowKind } from "./result";
import type { SubjectName } from "./subject";
import { repository } from "./project";
import type { Times } from "./times";
import { runTimed, type Command, type Timed } from "./timed-command";

/** Each begins with a new Vault, so that each apply is a first one. */
const rounds = 3;
const previews = 2;

interface Company {
  readonly root: string;
  readonly io: Io;
}

/**
 * Times what this repository declares for dev, as it stands: `strongroom up` and `strongroom preview`, and the same program by plain
 * Pulumi without the pack. Both begin where `strongroom dev start` ends.
 * @param root an empty folder, whose Vault is left running
 */
export async function timeCompany(root: string, io: Io, times: Times): Promise<void> {
  const company = { root, io };
  await mkdir(root, { recursive: true });
  copyTree(root, (file) => !/^(test|bench)\//.test(file));
  await symlink(path.join(repository, "node_modules"), path.join(root, "node_modules"));
  await useFreePorts(root);
  for (let round = 0; round < rounds; round++) {
    for (const name of ["strongroom", "pulumi"] as const) await timeRound(company, name, times);
  }
}

async function timeRound(company: Company, name: SubjectName, times: Times): Promise<void> {
  await run(company, strongroom("dev", "reset", "--yes"));
  await run(company, strongroom("dev", "start"));
  const [apply, preview] = name === "strongroom" ? ours : await plain(company);
  const timed = async (kind: RowKind, command: Started) => {
    const { seconds } = await run(company, command);
    times.add(kind, 0, name, seconds);
    company.io.err(`  ${`${name}: ${kind}`.padEnd(36)} ${seconds.toFixed(1).padStart(6)} s\n`);
  };
  await timed("company apply", apply);
  for (let count = 0; count < previews; count++) await timed("company preview", preview);
}

type Started = Pick<Command, "program" | "arguments" | "environment">;

function strongroom(...arguments_: string[]): Started {
  const script = path.join("cli", "strongroom.js");
  return { program: process.execPath, arguments: [script, ...arguments_], environment: plainEnvironment(process.env) };
}

const ours = [strongroom("up", "dev", "--yes"), strongroom("preview", "dev")] as const;

const exported = z.object({ variables: z.record(z.string(), z.string()), loginFile: z.string() });
const login = z.object({ password: z.string() });

async function plain(company: Company): Promise<readonly [apply: Started, preview: Started]> {
  const { out } = await run(company, strongroom("dev", "env", "--json"));
  const { variables, loginFile } = exported.parse(JSON.parse(out));
  const { password } = login.parse(JSON.parse(await readFile(loginFile, "utf8")));
  const pulumi = (...arguments_: string[]): Started => ({
    program: "pulumi",
    arguments: [...arguments_, "--stack", "dev", "--non-interactive"],
    environment: { ...plainEnvironment(process.env), ...variables, TERRAFORM_VAULT_PASSWORD: password },
  });
  return [pulumi("up", "--yes"), pulumi("preview", "--expect-no-changes")];
}

async function run({ root, io }: Company, command: Started): Promise<Timed> {
  const ended = await runTimed({ ...command, folder: root }, io.signal);
  if (ended.code === 0) return ended;
  const line = [command.program, ...command.arguments].join(" ");
  throw new Error(`${line} ended with ${ended.code ?? "a signal"}\n${ended.out}\n${ended.err}`);
}
