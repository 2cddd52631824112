import type { Command } from "commander";
import type { Choose } from "./choose";
import type { WaiveArguments } from "./commands/waive";

/** Adds the command that accepts findings. Like every command's, its code is loaded when it is chosen. */
export function waiverCommand(program: Command, choose: Choose): void {
  const list = (value: string, before: readonly string[] = []): string[] => [...before, value];
  program
    .command("waive")
    .description("accept what a rule finds, for a while: adds an entry to stacks/waivers.yaml")
    .argument(
      "<finding>",
      "the rule, @ and the subject as reports show them: 'token-ttl-bounded@AppRole \"ci\"'; * stands for any text",
    )
    .requiredOption("--environment <name>", "environment in which it is accepted; may be repeated", list)
    .requiredOption("--reason <text>", "why it is no danger, or what is being done about it")
    .requiredOption("--owner <name>", "who answers for it: a team or a person")
    .requiredOption("--until <day>", "the last day on which it counts, such as 2027-03-31; at most 180 days ahead")
    .option(
      "--path <pattern>",
      String.raw`only what is found at this path inside the subject; * stands for any text, \* for a star`,
    )
    .option("--json", "print the result as JSON", false)
    .action((finding: string, options: Omit<WaiveArguments, "finding">) =>
      choose("waive", async (io) => (await import("./commands/waive")).waive({ finding, ...options }, io)),
    );
}
