/** What is true when a command was interrupted, and what to do then. Builds, and Pulumi with its plugins, have ended in every case. */
const afterwards = {
  demo: "An embedded Vault that had come up keeps running; strongroom dev stop ends it. Run the demo again to go on.",
  preview: "Nothing was touched.",
  up: "If it was applying, Pulumi finished the step it was at and wrote its state. Run it again to go on.",
  diff: "Nothing was touched.",
  scan: "Nothing was touched.",
  "rules list": "Nothing was touched.",
  "rules show": "Nothing was touched.",
  "rules check": "Nothing was touched.",
  doctor: "Nothing was touched.",
  waive: "stacks/waivers.yaml is as it was, or has the whole entry.",
  "dev start": "A server that it had started is ended. Run it again to go on.",
  "dev stop": "The server may still run: see strongroom dev status.",
  "dev status": "Nothing was touched.",
  "dev reset": "What it had not yet removed is still there. Run it again to go on.",
  "dev env": "Nothing was touched.",
  "secret-id issue":
    "If a secret-id was issued by then, nobody has the token that unwraps it. Run it again for one that you can hand on.",
  "secret-id rotate":
    "If a secret-id was issued by then, nobody has the token that unwraps it; the older ones are good. Run it again for one that you can hand on.",
  "secret-id finish-rotation":
    "Any older secret-id that it had not yet destroyed is still good. Run it again to go on.",
  "secret-id deliver":
    "If a secret-id was issued by then, it is in the Secret, or nobody has it. Run it again to be sure; the older ones are good.",
  "secret-id list": "Nothing was touched.",
  "mfa enrol":
    "With --replace, the old secret may be gone. If a new one was made by then, nobody has the token that unwraps it. Run it again with --replace for one that you can hand on.",
  "auth secret": "Either Vault has the secret from before, or the new one with the settings. Run it again to be sure.",
  "database rotate-root":
    "Either the password is the one from before, or Vault has changed it and knows the new one. Run it again: first with nothing on standard input; if Vault has no password then, with the password.",
} as const satisfies Readonly<Record<string, string>>;

/** A command of the command line, as it names itself in what it prints. */
export type CommandName = keyof typeof afterwards;

/** What an interrupted command says. */
export function interruptionReport(command: CommandName, { reason }: AbortSignal): string {
  const what = reason instanceof Error ? reason.message : "interrupted";
  return `\n${command}: ${what}. ${afterwards[command]}\n`;
}
