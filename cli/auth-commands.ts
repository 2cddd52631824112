import type { Command } from "commander";
import type { Choose } from "./choose";
import type { AuthSecretOptions } from "./commands/auth-secret";

/** Adds the commands on auth methods. Like every command's, their code is loaded when one is chosen. */
export function authCommands(program: Command, choose: Choose): void {
  program
    .command("auth")
    .description("auth methods")
    .command("secret")
    .description(
      "give Vault an OIDC method's client secret, or the password of an LDAP method's bindDn, from standard input",
    )
    .argument("<mount>", "path of the auth method")
    .option("--environment <name>", "environment that the method is in", "dev")
    .option("--json", "print the result as JSON", false)
    .action((mount: string, options: Omit<AuthSecretOptions, "mount">) =>
      choose("auth secret", async (io) =>
        (await import("./commands/auth-secret")).authSecret({ mount, ...options }, io),
      ),
    );
}
