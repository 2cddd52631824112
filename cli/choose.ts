import type { ExitCode } from "../problem/problem";
import type { CommandName } from "./interruption";
import type { Io } from "./io";

export type Run = (io: Io) => Promise<ExitCode>;

/** What the command line calls with the command it has read. */
export type Choose = (command: CommandName, run: Run) => void;
