/** What a command may touch of the process it runs in. Tests pass their own. */
export interface Io {
  /** The answer, for standard output: what a script would read. */
  out(text: string): void;
  /** Progress, notes and problems, for standard error. */
  err(text: string): void;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted on Ctrl-C: the command ends what it started and returns. */
  readonly signal: AbortSignal;
  /** Which of standard input, output and error are a terminal, each by itself. */
  readonly isTerminal: { readonly in: boolean; readonly out: boolean; readonly err: boolean };
}
