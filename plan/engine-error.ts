import { stripVTControlCharacters } from "node:util";

/** What the Automation API makes of a CLI that failed (automation/cmd.js, CommandResult.toString). */
const commandResult = /^(?:.*: )?code: (-?\d+)\n stdout: ([\s\S]*)\n stderr: ([\s\S]*)\n err\?: ([\s\S]*)$/;

/** Why the CLI ended badly, without the progress that it printed on the way. */
export function engineError(error: Error): string {
  const [, code = "", stdout = "", stderr = "", cause = ""] = commandResult.exec(error.message) ?? [];
  if (code === "") return error.message;
  const said = [stderr, diagnostics(stdout), cause].map((text) => stripVTControlCharacters(text).trim());
  return [ending(Number(code)), ...said.filter((text) => text !== "")].join("\n");
}

function ending(code: number): string {
  return code > 128 ? `pulumi was ended by signal ${code - 128}` : `pulumi ended with code ${code}`;
}

/** The part of the CLI's output that explains; what stands before it is progress. */
function diagnostics(stdout: string): string {
  const start = stdout.lastIndexOf("Diagnostics:");
  return start === -1 ? "" : stdout.slice(start);
}
