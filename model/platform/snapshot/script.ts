import { pipelinesIn, type Command, type Pipeline } from "../shell";

/** What a script runs, with the variables filled in that it or its environment sets to one text. */
export interface Run {
  readonly pipelines: readonly Pipeline[];
  readonly commands: readonly Command[];
  readonly variables: Variables;
  /** A script in another language, of which only words are known. */
  readonly program?: string;
}

/** Undefined for one that is set to several texts. */
export type Variables = ReadonlyMap<string, string | undefined>;

export function readScript(text: string, environment: Variables = new Map()): Run {
  if (isProgram(text)) return { pipelines: [], commands: [], variables: environment, program: withoutComments(text) };
  const { pipelines, variables } = withVariables(withInner(pipelinesIn(text)), environment);
  return { pipelines, commands: pipelines.flat(), variables };
}

/** By its first line, or by what a container starts. */
function isProgram(text: string): boolean {
  const [, interpreter] = /^\s*#!\s*(?:\S*\/)?(?:env\s+(?:-\S+\s+)*)?([^\s/]+)/u.exec(text) ?? [];
  if (interpreter !== undefined) return !shells.test(interpreter);
  return /^\s*(?:\S*\/)?(?:python|node|ruby|perl|php|pwsh)[\d.]*\s+-[ce]/u.test(text);
}

const shells = /^(?:(?:ba|da|a|z|k|mk)?sh|busybox)$/u;

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*(?:#|\/\/).*$/gmu, "");
}

/** With the scripts that are given to other shells: `sh -c "..."`, `ssh host "..."`, `bash <<EOF`. */
function withInner(pipelines: readonly Pipeline[], depth = 0): Pipeline[] {
  if (depth > 5) return [...pipelines];
  return pipelines.flatMap((pipeline) => [
    pipeline,
    ...pipeline.flatMap(innerScripts).flatMap((text) => withInner(pipelinesIn(text), depth + 1)),
  ]);
}

function innerScripts({ words, document }: Command): string[] {
  const runner = words.findIndex((word) => shells.test(baseName(word)) || /^(?:ssh|su|runuser|eval)$/u.test(word));
  if (runner === -1) return [];
  const inner = words.filter((word, at) => {
    // Of a container's words, which were joined, the script behind the option is no word of its own.
    const isGiven =
      /^(?:-[a-z]*c|--command)$/u.test(words[at - 1] ?? "") || /^(?:ssh|eval)$/u.test(words[runner] ?? "");
    return at > runner && isGiven && word.includes(" ");
  });
  return document === undefined ? inner : [...inner, document];
}

const assignment = /^(?<name>[A-Za-z_]\w*)=(?<value>.*)$/su;
/** A text that fills in others could grow without end. */
const longestValue = 300;
const longestFilled = 3000;

function withVariables(
  pipelines: readonly Pipeline[],
  environment: Variables,
): { pipelines: Pipeline[]; variables: Variables } {
  const variables = new Map(environment);
  const set = new Set<string>();
  for (const word of pipelines.flat().flatMap(({ words }) => assignmentsOf(words))) {
    const { name = "", value = "" } = assignment.exec(word)?.groups ?? {};
    const filled = fill(value, variables);
    const isOne = filled.length <= longestValue && (!set.has(name) || variables.get(name) === filled);
    variables.set(name, isOne ? filled : undefined);
    set.add(name);
  }
  const fillIn = ({ words, ...rest }: Command): Command => ({
    ...rest,
    words: words.flatMap((word) => fillWord(word, variables)),
  });
  return { pipelines: pipelines.map((pipeline) => pipeline.map(fillIn)), variables };
}

/** What a command sets before it runs, or does nothing but set. */
function assignmentsOf(words: readonly string[]): string[] {
  const rest = words.slice(programAt(words));
  const isDeclaration = /^(?:export|declare|local|readonly|typeset|env)$/u.test(rest[0] ?? "");
  const own = words.slice(0, programAt(words));
  return [...own, ...(isDeclaration ? rest : [])].filter((word) => assignment.test(word));
}

function fill(text: string, variables: Variables): string {
  if (text.length > longestFilled) return text;
  return text.replace(
    /\$(?:\{(?<braced>\w+)\}|(?<plain>[A-Za-z_]\w*))/gu,
    (all: string, braced?: string, plain?: string) => {
      return variables.get(braced ?? plain ?? "") ?? all;
    },
  );
}

/** A variable by itself can be several words: `$ENCRYPT < file`. */
function fillWord(word: string, variables: Variables): string[] {
  const filled = fill(word, variables);
  return /^\$\{?\w+\}?$/u.test(word) ? filled.split(/\s+/u) : [filled];
}

/** Where the program stands, behind what the shell itself reads. */
export function programAt(words: readonly string[]): number {
  const at = words.findIndex((word) => !keywords.test(word) && !assignment.test(word));
  return at === -1 ? words.length : at;
}

const keywords = /^(?:if|then|else|elif|while|until|do|time|sudo|exec|command|nohup|chronic|!|\{|\})$/u;

/** `restic` of `/usr/local/bin/restic`. */
export function baseName(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

/**
 * What stands behind a program in a command that runs it, by itself or through another: `sudo`, `xargs`, `find -exec`, `docker run`. Undefined
 * for a command that runs something else, and for one that only prints its words.
 */
export function argumentsOf({ words }: Command, program: RegExp): readonly string[] | undefined {
  if (isPrinted(words)) return undefined;
  const at = words.findIndex((word) => program.test(baseName(word)));
  return at === -1 ? undefined : words.slice(at + 1);
}

/** Whether the words are only printed. */
export function isPrinted(words: readonly string[]): boolean {
  return /^(?:echo|printf|logger|:)$/u.test(baseName(words[programAt(words)] ?? ""));
}

/** What stands behind these words, which options may stand between; undefined where they are not there in a row. */
export function after(words: readonly string[], ...names: readonly RegExp[]): readonly string[] | undefined {
  const plain = [...words.entries()].filter(([, word]) => !word.startsWith("-"));
  const at = plain.findIndex((_, index) => names.every((name, offset) => name.test(plain[index + offset]?.[1] ?? "")));
  const last = at === -1 ? undefined : plain[at + names.length - 1];
  return last === undefined ? undefined : words.slice(last[0] + 1);
}

/** Whether one of the words is so. */
export function hasOption(words: readonly string[], option: RegExp): boolean {
  return words.some((word) => option.test(word));
}

/** The value of an option: `--repo x`, `--repo=x`, `-r x`. */
export function optionOf(words: readonly string[], option: RegExp): string | undefined {
  const at = words.findIndex((word) => option.test(word.replace(/=.*$/su, "")));
  const word = words[at];
  if (word === undefined) return undefined;
  return word.includes("=") ? word.slice(word.indexOf("=") + 1) : words[at + 1];
}

/** Whether a text is not the one that the program gets: the shell fills something in. */
export function isFilledIn(text: string): boolean {
  return /[$`]/u.test(text);
}

/** The first part of a path, where the shell fills nothing in. */
export function nameOf(path: string | undefined): string | undefined {
  const [name = ""] = (path ?? "").split("/");
  return name === "" || isFilledIn(name) ? undefined : name;
}

/** Words that are neither options nor values of them, in commands whose options are long. */
export function operandsOf(words: readonly string[]): string[] {
  return words.filter((word, at) => {
    if (word.startsWith("-") && word !== "-") return false;
    const before = words[at - 1] ?? "";
    if (before === "--sse") return !/^(?:AES256|aws:kms.*)$/u.test(word);
    return !before.startsWith("--") || before.includes("=") || flags.test(before);
  });
}

/** Long options that have no value. */
const flags =
  /^--(?:quiet|only-show-errors|no-[\w-]+|recursive|delete|dryrun|size-only|exact-timestamps|debug|follow-symlinks|force|overwrite|attr|preserve|skip-existing|progress|stats|verbose|json|insecure)$/u;

/** Whether it runs a script that nobody can read here. @param read the names of those that are read */
export function runsHidden({ commands }: Run, read: readonly string[]): boolean {
  const isHidden = (word: string) => isScript(word) && !read.includes(baseName(word));
  return commands.some(({ words }) => {
    const [program = "", ...rest] = words.slice(programAt(words));
    // What is read into a script sets variables more often than it does anything.
    if (/^(?:\.|source)$/u.test(program)) return rest.some((word) => hasEnding.test(word) && isHidden(word));
    const isShell = shells.test(baseName(program)) || /^(?:python[\d.]*|node|ruby|perl)$/u.test(baseName(program));
    const given = isShell ? rest.find((word) => !word.startsWith("-")) : program;
    return given !== undefined && isHidden(given);
  });
}

const hasEnding = /\.(?:sh|bash|py|rb|pl|js|mjs)$/u;

/** By its ending, its folder, or its name. */
function isScript(word: string): boolean {
  if (hasEnding.test(word)) return true;
  return /^\.{0,2}\//u.test(word) && (!/\/s?bin\//u.test(word) || /snapshot|backup/iu.test(baseName(word)));
}
