import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** What the Automation API makes of a CLI that failed: its own words are inside (automation/errors.js, CommandError). */
const failedCommand = z.object({
  commandResult: z.object({
    err: z.object({ exitCode: z.number().optional(), stderr: z.string().optional(), stdout: z.string().optional() }),
  }),
});

/** Why the CLI ended badly, without the progress that it printed on the way. */
export function engineError(error: Error): string {
  const parsed = failedCommand.safeParse(error);
  if (!parsed.success) return error.message;
  const { exitCode, stderr = "", stdout = "" } = parsed.data.commandResult.err;
  const said = [stderr, diagnostics(stdout)].map((text) => stripVTControlCharacters(text).trim());
  return [ending(exitCode), ...said.filter((text) => text !== "")].join("\n");
}

function ending(code: number | undefined): string {
  if (code === undefined) return "pulumi could not be run";
  return code > 128 && code <= 192 ? `pulumi was ended by signal ${code - 128}` : `pulumi ended with code ${code}`;
}

/** The part of the CLI's output that explains; what stands before it is progress. */
function diagnostics(stdout: string): string {
  const start = stdout.lastIndexOf("Diagnostics:");
  return start === -1 ? "" : stdout.slice(start);
}
