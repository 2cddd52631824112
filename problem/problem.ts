import { inspect } from "node:util";

/**
 * The one form in which anything wrong is said, whether a rule found it, a file is broken or a tool is missing:
 * what it is about, where inside it, what must be, what was found, how to fix it (design, section 5).
 */
export interface Problem {
  /** What it is about, in the user's words: `audit device "a"`, `stacks/Pulumi.dev.yaml`, `vault on PATH`. */
  readonly subject: string;
  /** Where in the subject's text, if it is a file: line and column, from 1: `11:5`. */
  readonly place?: string;
  /** Where inside the subject: a property path, `listeners[0].tlsDisable`. */
  readonly path?: string;
  /** The requirement, as the end of the sentence "<subject> must ...": `start with https://`. */
  readonly must: string;
  /** What is there instead. Never the value of a secret. */
  readonly found?: string;
  /** What to do about it, as an instruction. */
  readonly fix?: string;
}

/** What a command ends with (design, section 1). */
export const exitCodes = { clean: 0, toolFailure: 1, usage: 2, findingsBlock: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * Thrown where a command cannot go on for a reason its user can act on. The command line prints the problems and ends with
 * `exitCode`; anything else that is thrown is a defect of ours and is printed with its stack trace.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly problems: readonly [Problem, ...Problem[]];
  readonly exitCode: ExitCode;
  readonly summary: string | undefined;

  /** @param options.summary one line that says what was not done: "Nothing was run." */
  constructor(
    problems: readonly [Problem, ...Problem[]],
    options: { exitCode?: ExitCode; summary?: string; cause?: unknown } = {},
  ) {
    const lines = problems.map(sentence);
    super(
      [...lines, ...(options.summary === undefined ? [] : [options.summary])].join("\n"),
      options.cause === undefined ? {} : { cause: options.cause },
    );
    this.problems = problems;
    this.summary = options.summary;
    this.exitCode = options.exitCode ?? exitCodes.toolFailure;
  }

  /** For Pulumi, which prints what a program throws: the message says it all, and Node would repeat every field after it. */
  [inspect.custom](): string {
    return this.stack ?? this.message;
  }
}

/** The same refusal, with what is true now. Anything else that was thrown is a defect of ours and stays as it is. */
export function summarised(error: unknown, summary: string): unknown {
  if (!(error instanceof Refusal)) return error;
  return new Refusal(error.problems, { exitCode: error.exitCode, summary, cause: error });
}

/** Two failures as one, so that neither hides the other. A defect of ours stands above both. */
export function together(first: unknown, second: unknown): unknown {
  if (!(first instanceof Refusal)) return first;
  if (!(second instanceof Refusal)) return second;
  const summary = first.summary ?? second.summary;
  return new Refusal([...first.problems, ...second.problems], {
    exitCode: first.exitCode,
    ...(summary === undefined ? {} : { summary }),
    cause: first,
  });
}

/** A problem on one line: `stacks/Pulumi.dev.yaml:11:5 address must be ..., found ...; fix: ...`. */
export function sentence(problem: Problem): string {
  const subject = problem.place === undefined ? problem.subject : `${problem.subject}:${problem.place}`;
  const where = problem.path === undefined ? subject : `${subject} ${problem.path}`;
  const found = problem.found === undefined ? "" : `, found ${problem.found}`;
  const fix = problem.fix === undefined ? "" : `; fix: ${problem.fix}`;
  return `${where} must ${problem.must}${found}${fix}`;
}
