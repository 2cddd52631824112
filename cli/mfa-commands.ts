import type { Command } from "commander";
import type { Choose } from "./choose";
import type { MfaEnrolOptions } from "./commands/mfa-enrol";

/** Adds the commands on login MFA. Like every command's, their code is loaded when one is chosen. */
export function mfaCommands(program: Command, choose: Choose): void {
  program
    .command("mfa")
    .description("the second factor of logins")
    .command("enrol")
    .description("the secret for a person's authenticator app, wrapped: prints the wrapping token and nothing else")
    .argument("<person>", "as the auth method knows them: a username, the value of the user claim")
    .requiredOption("--mount <path>", "path of the auth method that they log in with")
    .option("--enforcement <name>", "enforcement that it is for, where there are several")
    .option("--environment <name>", "environment to enrol them in", "dev")
    .option("--ttl <time>", "life of the wrapping token", "5m")
    .option("--replace", "end the secret that they have", false)
    .option("--json", "print the result as JSON", false)
    .action((person: string, options: Omit<MfaEnrolOptions, "person">) =>
      choose("mfa enrol", async (io) => (await import("./commands/mfa-enrol")).mfaEnrol({ person, ...options }, io)),
    );
}
