import { anyOf, type Certainty } from "../../certainty";
import { known, unknown, type Unknown, type Value } from "../../value";
import { readSecret, secret } from "../../secret";
import type { Resource } from "../../resource";
import type { Script } from "../scripts";
import { readScript, runsHidden, type Run, type Variables } from "./script";

/** Something that runs scripts. */
export interface Program {
  readonly resource: Resource;
  /** Whether it does again and again. */
  readonly repeats: boolean;
  readonly parts: readonly Part[];
  /** What it could run besides, and is not known. */
  readonly open: readonly Unknown[];
  readonly isSuspended: Value<boolean | undefined>;
  /** When it runs, where that is written down, and whether that time ever comes. */
  readonly schedule: Value<unknown>;
  readonly comes: Certainty;
}

/** A script, and what it does. */
export interface Part {
  readonly script: Script;
  readonly run: Run;
  /** The names by which others run it, if it is in a file. */
  readonly names: readonly string[];
}

/** The script as what it does; undefined for one that is not known. */
export function partOf(script: Script, variables: Variables = new Map()): Part | undefined {
  const text = revealed(script);
  return text === undefined ? undefined : { script, run: readScript(text, variables), names: [] };
}

/** A part of a text, which is as secret as the whole. */
export function withinText(whole: Value<unknown>, text: string): Script {
  return whole.kind === "secret" ? secret(text, whole.place, whole.because) : known(text, whole.place);
}

/** What a text says, for what is read out of it: whether it does something, and never what stands in it. */
export function revealed(text: Value<unknown>): string | undefined {
  if (text.kind === "secret") return readSecret(text, (inside) => inside);
  return text.kind === "known" && typeof text.value === "string" ? text.value : undefined;
}

/** Everything that a program runs, together. */
export function runOf({ parts }: Pick<Program, "parts">): Run {
  return {
    pipelines: parts.flatMap(({ run }) => run.pipelines),
    commands: parts.flatMap(({ run }) => run.commands),
    variables: new Map(parts.flatMap(({ run }) => [...run.variables])),
  };
}

/** Whether a script of the program does something. */
export function does({ parts, open }: Program, deed: (run: Run) => boolean): Certainty {
  return parts.some(({ run }) => deed(run)) || anyOf(open);
}

/** What of all that a program does cannot be read: a script that stands nowhere, or in another language than a shell's. */
export function unreadIn(program: Program): Unknown[] {
  const read = program.parts.flatMap((part) => part.names);
  return [
    ...program.open,
    ...program.parts.flatMap(({ script, run }) => {
      if (run.program !== undefined)
        return [unknown("is a program in a language that rules do not read", script.place)];
      return runsHidden(run, read) ? [unknown("is a script that rules cannot open", script.place)] : [];
    }),
  ];
}

/** @param answer undefined for what the program does not decide itself */
export function certainly(program: Program, answer: boolean | undefined, why = "is decided elsewhere"): Certainty {
  if (answer === true) return true;
  const [unread] = unreadIn(program);
  const place = program.parts[0]?.script.place ?? program.resource.inputs.place;
  return unread ?? (answer === undefined ? unknown(why, place) : false);
}

/** What no schedule starts. */
export function unscheduled(
  resource: Resource,
): Pick<Program, "resource" | "repeats" | "isSuspended" | "schedule" | "comes"> {
  const nothing = known(undefined, resource.inputs.place);
  return { resource, repeats: true, isSuspended: nothing, schedule: nothing, comes: true };
}

/** A script in a file, read only if something runs it: most files are none. */
export interface ScriptFile {
  readonly script: Script;
  readonly names: readonly string[];
  readonly variables: Variables;
}

/** The parts, and those of the files that they run, by name or all of a folder's. */
export function withFiles(parts: readonly Part[], files: readonly ScriptFile[]): Part[] {
  const reached = [...parts];
  let rest = files;
  // What is added while it is gone through is gone through as well.
  for (const { run } of reached) {
    const isRun = (file: ScriptFile) => file.names.some((name) => names(run, name));
    reached.push(...rest.filter(isRun).flatMap((file) => partOfFile(file) ?? []));
    rest = rest.filter((file) => !isRun(file));
  }
  return reached;
}

export function partOfFile({ script, names: own, variables }: ScriptFile): Part | undefined {
  const part = partOf(script, variables);
  return part && { ...part, names: own };
}

function names({ commands, program }: Run, name: string): boolean {
  if (name === "") return false;
  return (
    program?.includes(name) === true ||
    commands.some(({ words }) =>
      words.some((word) => word === name || word.endsWith(`/${name}`) || isPatternOf(word)),
    ) ||
    commands.some(({ words }) => words.some((word) => /(?:^|\/)(?:run-parts|crond?|supercronic|yacron)$/u.test(word)))
  );
}

/** `/scripts/*`, `/scripts/*.sh`. */
function isPatternOf(word: string): boolean {
  return /\/\*(?:\.\w+)?$/u.test(word);
}
