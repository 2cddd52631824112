import type { Command } from "commander";
import type { Choose } from "./choose";
import type { ScanOptions } from "./commands/scan";
import type { ScanLiveOptions } from "./commands/scan-live";
import { withReportFiles } from "./report-options";
import { withSignOfLife } from "./sign-of-life";

type Options = Omit<ScanOptions, "paths" | "exclude"> &
  ScanLiveOptions & { readonly live: boolean; readonly policy: boolean; readonly exclude?: readonly string[] };

/** Adds the command that judges what is there, in any project or none. */
export function scanCommand(command: (name: string, description: string) => Command, choose: Choose): void {
  const scan = withReportFiles(command("scan", "what the rules say about files, or about a running Vault"))
    .argument("[path...]", "files and folders; - for standard input")
    .option("--tier <tier>", "how strict the rules are: dev, staging or production", "production")
    .option("--max-size <megabytes>", "the largest file that is read", "20")
    .option("--exclude <pattern...>", "files and folders to leave out, as .gitignore names them (behind the paths)")
    .option("--verbose", "name every file, also those that are skipped", false)
    .option("--live", "read the Vault at VAULT_ADDR, with the token of VAULT_TOKEN or ~/.vault-token", false)
    .option("--token-file <file>", "with --live: the file with the token")
    .option("--policy", "with --live: print the policy that the token needs, and do nothing else", false);
  scan.action((paths: string[], { live, policy, exclude = [], ...options }: Options) => {
    const where = exclude.length > 0 ? " before --exclude" : "";
    if (live === paths.length > 0) scan.error(`error: name files and folders${where}, or --live without any`);
    if (live && exclude.length > 0) scan.error("error: --exclude belongs to files and folders");
    if (policy && !live) scan.error("error: --policy belongs to --live");
    choose("scan", (io) => {
      if (policy) return import("./commands/scan-live").then(({ scanLivePolicy }) => scanLivePolicy(options, io));
      return withSignOfLife(io, `scanning ${live ? "the Vault at VAULT_ADDR" : paths.join(" ")}`, async (io) =>
        live
          ? (await import("./commands/scan-live")).scanLive(options, io)
          : (await import("./commands/scan")).scan({ paths, exclude, ...options }, io),
      );
    });
  });
}
