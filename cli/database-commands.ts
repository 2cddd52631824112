import type { Command } from "commander";
import type { Choose } from "./choose";
import type { RotateRootOptions } from "./commands/database-rotate-root";

/** Adds the commands on database engines. Like every command's, their code is loaded when one is chosen. */
export function databaseCommands(program: Command, choose: Choose): void {
  program
    .command("database")
    .description("database engines")
    .command("rotate-root")
    .description("give Vault its own password at a database, from standard input, and let it change that at once")
    .argument("<connection>", "name of the connection")
    .option("--environment <name>", "environment that the connection is in", "dev")
    .option("--mount <path>", "path of the database engine", "database")
    .option("--json", "print the result as JSON", false)
    .action((connection: string, options: Omit<RotateRootOptions, "connection">) =>
      choose("database rotate-root", async (io) =>
        (await import("./commands/database-rotate-root")).databaseRotateRoot({ connection, ...options }, io),
      ),
    );
}
