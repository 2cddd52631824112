import type { ExitCode } from "../problem/problem";
import type { Io } from "./io";

/**
 * Says at once what is begun, before the engine's SDK is loaded, which takes longer than anybody likes to look at nothing. On a
 * terminal the line goes away as soon as there is anything else to say.
 */
export async function withSignOfLife(io: Io, text: string, run: (io: Io) => Promise<ExitCode>): Promise<ExitCode> {
  if (!io.isTerminal.err) {
    io.err(`  ${text}\n`);
    return run(io);
  }
  const line = { shown: true };
  io.err(`  ${text}`);
  const clear = (): void => {
    if (line.shown) io.err("\r\u001b[2K");
    line.shown = false;
  };
  const clearing = (write: (text: string) => void) => (text: string) => {
    clear();
    write(text);
  };
  try {
    return await run({ ...io, out: clearing((text) => io.out(text)), err: clearing((text) => io.err(text)) });
  } finally {
    clear();
  }
}
