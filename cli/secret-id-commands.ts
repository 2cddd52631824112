import { Option, type Command } from "commander";
import type { Choose } from "./choose";
import type { SecretIdIssueOptions } from "./commands/secret-id";
import type { SecretIdDeliverOptions } from "./commands/secret-id-deliver";
import type { FinishRotationOptions } from "./commands/secret-id-finish-rotation";

/** Adds the commands on secret-ids. Like every command's, their code is loaded when one is chosen. */
export function secretIdCommands(program: Command, choose: Choose): void {
  const secretId = program.command("secret-id").description("secret-ids of AppRoles");
  const command = (name: string, description: string): Command =>
    secretId
      .command(name)
      .description(description)
      .argument("<role>", "the AppRole")
      .option("--environment <name>", "environment that the AppRole is in", "dev")
      .option("--mount <path>", "path of the AppRole auth method", "approle")
      .option("--json", "print the result as JSON", false);

  issuing(command("issue", "a new secret-id, wrapped: prints the wrapping token and nothing else")).action(
    (role: string, options: Omit<SecretIdIssueOptions, "role">) =>
      choose("secret-id issue", async (io) =>
        (await import("./commands/secret-id")).secretIdIssue({ role, ...options }, io),
      ),
  );
  issuing(command("rotate", "the same, and says how to destroy the older ones when the new one is in use")).action(
    (role: string, options: Omit<SecretIdIssueOptions, "role">) =>
      choose("secret-id rotate", async (io) =>
        (await import("./commands/secret-id-rotate")).secretIdRotate({ role, ...options }, io),
      ),
  );
  command("finish-rotation", "destroy what is older than a secret-id, if that one has been used")
    .argument("<accessor>", "accessor of the new secret-id, as rotate said it")
    .option("--wait <time>", "wait as long for the new secret-id to be used")
    .action((role: string, accessor: string, options: Omit<FinishRotationOptions, "role" | "accessor">) =>
      choose("secret-id finish-rotation", async (io) =>
        (await import("./commands/secret-id-finish-rotation")).secretIdFinishRotation(
          { role, accessor, ...options },
          io,
        ),
      ),
    );
  command("deliver", "a new secret-id, written into a Secret of a Kubernetes cluster")
    .requiredOption("--namespace <name>", "namespace of the Secret")
    .option("--secret <name>", "name of the Secret", "vault-approle")
    .option("--kubeconfig <file>", "kubeconfig; by default the one that kubectl takes")
    .option("--context <name>", "context of the kubeconfig; by default the current one")
    .option("--force", "overwrite a Secret that is somebody else's, or for another role", false)
    .action((role: string, options: Omit<SecretIdDeliverOptions, "role">) =>
      choose("secret-id deliver", async (io) =>
        (await import("./commands/secret-id-deliver")).secretIdDeliver({ role, ...options }, io),
      ),
    );
  command("list", "what Vault knows of a role's secret-ids: age, uses left, last use").action(
    (role: string, options: Omit<SecretIdIssueOptions, "role">) =>
      choose("secret-id list", async (io) =>
        (await import("./commands/secret-id")).secretIdList({ role, ...options }, io),
      ),
  );
}

/** With the options of a command that issues a secret-id. */
function issuing(command: Command): Command {
  const several = (flags: string, description: string): Option =>
    new Option(flags, description)
      .argParser((value, before: readonly string[]): string[] => [...before, value])
      .default([], "none");
  return command
    .option("--ttl <time>", "life of the wrapping token", "5m")
    .addOption(several("--cidr <network>", "network that may use the secret-id; may be repeated"))
    .addOption(several("--metadata <key=value>", "kept with the secret-id and audited; may be repeated"));
}
