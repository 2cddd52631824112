import type { Command } from "commander";
import type { Choose } from "./choose";

/** Adds the commands about the rules themselves. None of them starts Pulumi; each command's code is loaded when it is chosen. */
export function rulesCommands(program: Command, choose: Choose): void {
  const rules = program.command("rules").description("what the rules ask for, and what the project says about them");
  const command = (name: string, description: string): Command =>
    rules.command(name).description(description).option("--json", "print the result as JSON", false);
  const load = () => import("./commands/rules");

  command("list", "every rule: how severe it is, where it blocks, what it requires").action(
    (options: { json: boolean }) => choose("rules list", async (io) => (await load()).rulesList(options, io)),
  );
  command("show", "what one rule asks for, why, and what to do about what it finds")
    .argument("<rule>", "its id")
    .action((id: string, options: { json: boolean }) =>
      choose("rules show", async (io) => (await load()).rulesShow({ id, ...options }, io)),
    );
  command("check", "whether stacks/rules.yaml and stacks/waivers.yaml are as the rules can read them").action(
    (options: { json: boolean }) =>
      choose("rules check", async (io) => (await import("./commands/rules-check")).rulesCheck(options, io)),
  );
}
