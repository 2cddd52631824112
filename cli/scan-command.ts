import type { Command } from "commander";
import type { Choose } from "./choose";
import type { ScanOptions } from "./commands/scan";
import { withSignOfLife } from "./sign-of-life";

/** Adds the command that judges what is there, in any project or none. */
export function scanCommand(command: (name: string, description: string) => Command, choose: Choose): void {
  command("scan", "what the rules say about files: server configuration, manifests, chart values, policies, states ...")
    .argument("<path...>", "files and folders; - for standard input")
    .option("--tier <tier>", "how strict the rules are: dev, staging or production", "production")
    .option("--max-size <megabytes>", "the largest file that is read", "20")
    .option("--verbose", "name every file, also those that are skipped", false)
    .action((paths: string[], options: Omit<ScanOptions, "paths">) =>
      choose("scan", (io) =>
        withSignOfLife(io, `scanning ${paths.join(" ")}`, async (io) =>
          (await import("./commands/scan")).scan({ paths, ...options }, io),
        ),
      ),
    );
}
