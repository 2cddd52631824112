import { Command, CommanderError } from "commander";
import type { DefaultBranchOptions } from "../plan/strictness";
import { exitCodes, Refusal, type ExitCode } from "../problem/problem";
import { refusalReport } from "../report/refusal";
import { authCommands } from "./auth-commands";
import type { Choose, Run } from "./choose";
import { databaseCommands } from "./database-commands";
import { withDefaultBranch } from "./default-branch-options";
import { interruptionReport, type CommandName } from "./interruption";
import type { Io } from "./io";
import { mfaCommands } from "./mfa-commands";
import { withReportFiles, type ReportFileOptions } from "./report-options";
import { rulesCommands } from "./rules-commands";
import { scanCommand } from "./scan-command";
import { secretIdCommands } from "./secret-id-commands";
import { withSignOfLife } from "./sign-of-life";
import { waiverCommand } from "./waiver-command";

/** Runs one command of the process and ends with its exit code: 0 clean, 1 tool failure, 2 usage, 3 findings block. */
export function main(): void {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => interrupted.abort(new Interrupted(signal)));
  }
  const io: Io = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: process.env,
    signal: interrupted.signal,
    isTerminal: { in: process.stdin.isTTY, out: process.stdout.isTTY, err: process.stderr.isTTY },
  };
  void run(process.argv.slice(2), io).then((exitCode) => {
    process.exitCode = exitCode;
  });
}

type GatedOptions = DefaultBranchOptions & ReportFileOptions;

class Interrupted extends Error {
  constructor(signal: string) {
    super(`interrupted by ${signal}`);
  }
}

/** Runs one command line. Never throws: whatever goes wrong is printed, and the exit code says which kind it was. */
export async function run(commandLine: readonly string[], io: Io): Promise<ExitCode> {
  let chosen: { command: CommandName; run: Run } | undefined;
  const program = commands(io, (command, run) => {
    chosen = { command, run };
  });
  try {
    program.parse([...commandLine], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
    throw error;
  }
  if (chosen === undefined) return exitCodes.usage;
  try {
    return await chosen.run(io);
  } catch (error) {
    return reportError(chosen.command, error, io);
  }
}

function reportError(command: CommandName, error: unknown, io: Io): ExitCode {
  if (io.signal.aborted) {
    io.err(interruptionReport(command, io.signal));
    return exitCodes.toolFailure;
  }
  if (error instanceof Refusal) {
    io.err(refusalReport(error, command));
    return error.exitCode;
  }
  if (isSyntaxErrorInSource(error)) {
    io.err(`${command}: cannot be run.\n  ${error.message}\nNothing was touched.\n`);
    return exitCodes.toolFailure;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.err(`${command}: failed in a way that Strongroom did not foresee; please report this.\n${trace}\n`);
  return exitCodes.toolFailure;
}

/** One that the loader found in a TypeScript file (typescript.js): in a rule or a stack, which are the user's to edit. */
function isSyntaxErrorInSource(error: unknown): error is SyntaxError {
  return error instanceof SyntaxError && "code" in error && error.code === "ERR_TYPESCRIPT_SYNTAX";
}

/**
 * The commands and their options. Each command's code is loaded when it is chosen: the first sign of life should not wait for
 * the engine's SDK.
 */
function commands(io: Io, choose: Choose): Command {
  const program = new Command("strongroom")
    .description("HashiCorp Vault run as reviewed code.")
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .exitOverride()
    .showHelpAfterError("(strongroom --help shows the commands)")
    .helpCommand(false);
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).option("--json", "print the result as JSON", false);

  command("demo", "a real Vault on this machine, configured from stacks/dev, and a bad change blocked").action(
    (options: { json: boolean }) => choose("demo", async (io) => (await import("./commands/demo")).demo(options, io)),
  );
  withReportFiles(
    withDefaultBranch(command("preview", "what would change in an environment, and what the rules say about it")),
  )
    .argument("<environment>", "dev, staging, production or another file in stacks/")
    .action((environment: string, options: { json: boolean } & GatedOptions) =>
      choose("preview", (io) =>
        withSignOfLife(io, `previewing ${environment}`, async (io) =>
          (await import("./commands/preview")).previewCommand({ environment, ...options }, io),
        ),
      ),
    );
  withReportFiles(withDefaultBranch(command("up", "preview an environment and, if nothing blocks, apply exactly that")))
    .argument("<environment>", "dev, staging, production or another file in stacks/")
    .option("--yes", "apply without asking", false)
    .action((environment: string, options: { json: boolean; yes: boolean } & GatedOptions) =>
      choose("up", (io) =>
        withSignOfLife(io, `previewing ${environment}`, async (io) =>
          (await import("./commands/up")).up({ environment, ...options }, io),
        ),
      ),
    );
  command("diff", "in which values two environments differ")
    .argument("<left>", "an environment")
    .argument("<right>", "another")
    .action((left: string, right: string, options: { json: boolean }) =>
      choose("diff", async (io) => (await import("./commands/diff")).diff({ left, right, ...options }, io)),
    );
  scanCommand(command, choose);
  command("doctor", "the programs that Strongroom needs: where from, which version, what to do").action(
    (options: { json: boolean }) =>
      choose("doctor", async (io) => (await import("./commands/doctor")).doctor(options, io)),
  );
  rulesCommands(program, choose);
  waiverCommand(program, choose);
  devCommands(program, choose);
  secretIdCommands(program, choose);
  authCommands(program, choose);
  databaseCommands(program, choose);
  mfaCommands(program, choose);
  return program;
}

function devCommands(program: Command, choose: Choose): void {
  const dev = program.command("dev").description("the embedded Vault, a real server on this machine");
  const command = (name: string, description: string): Command =>
    dev.command(name).description(description).option("--json", "print the result as JSON", false);
  const load = () => import("./commands/dev-command");

  command("start", "start it; on the first run also initialise it and revoke its root token").action(
    (options: { json: boolean }) =>
      choose("dev start", async (io) => (await import("./commands/dev-open")).start(options, io)),
  );
  command("stop", "end it; its data stays").action((options: { json: boolean }) =>
    choose("dev stop", async (io) => (await load()).stop(options, io)),
  );
  command("status", "what it is doing, and where its files are").action((options: { json: boolean }) =>
    choose("dev status", async (io) => (await load()).status(options, io)),
  );
  command("reset", "end it and remove it with all its data")
    .option("--yes", "do it, rather than say what would be removed", false)
    .action((options: { json: boolean; yes: boolean }) =>
      choose("dev reset", async (io) => (await load()).reset(options, io)),
    );
  command("env", 'what a shell needs for plain pulumi and vault: eval "$(strongroom dev env)"').action(
    (options: { json: boolean }) =>
      choose("dev env", async (io) => (await import("./commands/dev-open")).env(options, io)),
  );
}
