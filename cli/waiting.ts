import type { Io } from "./io";

/** Milliseconds of silence that nobody minds. */
const patience = 1_000;
const terminalInterval = 200;
const otherInterval = 15_000;

/**
 * Does some work and says meanwhile what is being waited for and how long it has been: on a terminal one line that is rewritten
 * and goes away, elsewhere a line now and then.
 *
 * @param work is given a function that sets a detail to show: `12 of 41`
 */
export async function waiting<Result>(
  io: Pick<Io, "err" | "isTerminal">,
  what: string,
  work: (detail: (text: string) => void) => Promise<Result>,
): Promise<Result> {
  const started = Date.now();
  const state = { detail: "", shown: false };
  const show = (): void => {
    const seconds = Math.round((Date.now() - started) / 1000);
    const line = `  ${what}${state.detail === "" ? "" : `, ${state.detail}`}, ${seconds} s`;
    io.err(io.isTerminal.err ? `\r\u001b[2K${line}` : `${line}\n`);
    state.shown = true;
  };
  let timer = setTimeout(
    function tick() {
      show();
      timer = setTimeout(tick, io.isTerminal.err ? terminalInterval : otherInterval);
    },
    io.isTerminal.err ? patience : otherInterval,
  );
  try {
    return await work((detail) => (state.detail = detail));
  } finally {
    clearTimeout(timer);
    if (io.isTerminal.err && state.shown) io.err("\r\u001b[2K");
  }
}
