import { text } from "node:stream/consumers";
import { createInterface } from "node:readline";
import { addAbortSignal, Writable } from "node:stream";
import { exitCodes, Refusal } from "../problem/problem";
import type { Io } from "./io";
import { waiting } from "./waiting";

/**
 * A password from standard input: the line that is piped in, or asked of a person without showing what is typed.
 *
 * @param question for a person: `Password of vault:`
 * @returns undefined where nothing was given
 * @throws Refusal where more than one line was; the signal's reason when interrupted
 */
export async function passwordInput(question: string, io: Io): Promise<string | undefined> {
  const given = io.isTerminal.in ? await asked(question, io) : await piped(question, io);
  io.signal.throwIfAborted();
  if (given === undefined || given === "") return undefined;
  if (!/[\r\n]/.test(given)) return given;
  throw new Refusal(
    [{ subject: "the password on standard input", must: "be one line", fix: "pipe in the password and nothing else" }],
    { exitCode: exitCodes.usage, summary: "Nothing was touched." },
  );
}

async function piped(question: string, io: Io): Promise<string> {
  const all = await waiting(io, `waiting for standard input to end (${question})`, () =>
    text(addAbortSignal(io.signal, process.stdin)),
  );
  return all.replace(/\r?\n$/, "");
}

async function asked(question: string, io: Io): Promise<string | undefined> {
  if (!io.isTerminal.err) {
    throw new Refusal(
      [
        {
          subject: "standard error",
          must: "be a terminal where standard input is one: the question would not be seen",
          fix: "pipe the password in, or give standard input </dev/null where Vault has it already",
        },
      ],
      { exitCode: exitCodes.usage, summary: "Nothing was touched." },
    );
  }
  // The library echoes to its output, so it gets one that shows nothing.
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const input = createInterface({ input: process.stdin, output: hidden, terminal: true, signal: io.signal });
  // Only now: what is typed before the library has silenced the terminal would be shown.
  io.err(`${question} `);
  // In this mode the terminal makes no signal of Ctrl-C.
  input.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const line = await new Promise<string | undefined>((resolve) => {
    input.once("line", (entered) => {
      resolve(entered);
      input.close();
    });
    input.once("close", () => resolve(undefined));
  });
  io.err("\n");
  return line;
}
