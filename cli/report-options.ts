import type { Command } from "commander";

/** The files into which a command is to write its report for other programs. */
export interface ReportFileOptions {
  readonly sarif?: string;
  readonly junit?: string;
  readonly markdown?: string;
}

/** Adds the options that name them. */
export function withReportFiles(command: Command): Command {
  return command
    .option("--sarif <file>", "write what the rules say for GitHub's code scanning (SARIF 2.1.0)")
    .option("--junit <file>", "write it for GitLab and other CI systems (JUnit XML)")
    .option("--markdown <file>", "write it as a comment for a pull or merge request");
}
