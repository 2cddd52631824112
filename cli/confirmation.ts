import { createInterface } from "node:readline";
import type { Io } from "./io";

/** Whether there is a person to ask: who can read what it is about and the question, and can answer. */
export function canConfirm({ isTerminal }: Io): boolean {
  return isTerminal.in && isTerminal.out && isTerminal.err;
}

/**
 * Asks a person. Only the line "yes" is one; the end of input (Ctrl-D) is a no. The terminal is left in its own mode, in which
 * Ctrl-C is the signal that it is at any other time.
 *
 * @throws the signal's reason when interrupted
 */
export async function confirmed(question: string, io: Io): Promise<boolean> {
  io.err(`${question} Only "yes" does. `);
  const answer = await firstLine(io.signal);
  io.signal.throwIfAborted();
  if (answer === undefined) io.err("\n");
  return answer?.trim() === "yes";
}

/** The next line of standard input; undefined where it ends, or on Ctrl-C. */
function firstLine(signal: AbortSignal): Promise<string | undefined> {
  const input = createInterface({ input: process.stdin, terminal: false, signal });
  return new Promise((resolve) => {
    input.once("line", (line) => {
      resolve(line);
      input.close();
    });
    input.once("close", () => resolve(undefined));
  });
}
