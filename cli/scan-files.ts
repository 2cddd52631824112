import { createReadStream } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { types } from "node:util";
import { readBytes, unlessOfNoKind } from "../model/files/read-bytes";
import { mayBeRead } from "../model/files/read-file";
import { beginningOf, fileProblem, type FileProblem, type Skipped } from "../model/files/reading";
import type { FileRead } from "../plan/scan";
import { exitCodes, Refusal, type Problem } from "../problem/problem";
import { exclusion } from "./exclusion";

export interface ScanLimits {
  /** The largest file that is read, in bytes. */
  readonly largest: number;
  /** Patterns of what is left out, in the syntax of `.gitignore`. */
  readonly exclude: readonly string[];
  readonly signal: AbortSignal;
}

/** What `-` is called in findings. */
const standardInput = "stdin";

/** Folders of what others wrote, and of state that is no export. */
const passedOver: ReadonlySet<string> = new Set(["node_modules", ".git", ".strongroom", ".pulumi", ".terraform"]);

/**
 * Reads files and folders, a folder with all that is below it. One that is named is opened whatever it is called; of a folder's, those
 * whose names say that they could be read.
 *
 * @throws Refusal for a path that is not there, and for a standard input of no kind that is read
 */
export async function* readPaths(paths: readonly string[], limits: ScanLimits): AsyncGenerator<FileRead> {
  await refuseMissing(paths);
  const [seen, isExcluded] = [new Set<string>(), exclusion(limits.exclude)];
  for (const each of paths) {
    if (each === "-") yield await readInput(limits);
    else yield* readPath(each, { seen, limits, isExcluded, named: each });
  }
}

async function refuseMissing(paths: readonly string[]): Promise<void> {
  const problems: Problem[] = [];
  for (const each of paths) {
    if (each === "-") continue;
    await stat(each).catch((error: unknown) => {
      problems.push({ subject: each, must: "be a file or a folder", found: reasonOf(error) });
    });
  }
  const [first, ...others] = problems;
  if (first !== undefined)
    throw new Refusal([first, ...others], { exitCode: exitCodes.usage, summary: "Nothing was read." });
}

interface Walk {
  /** Where folders and files really are, so that no link leads round in circles. */
  readonly seen: Set<string>;
  readonly limits: ScanLimits;
  readonly isExcluded: ReturnType<typeof exclusion>;
  /** The path on the command line. */
  readonly named: string;
}

async function* readPath(name: string, walk: Walk): AsyncGenerator<FileRead> {
  walk.limits.signal.throwIfAborted();
  try {
    const real = await realpath(name);
    if (walk.seen.has(real)) return;
    walk.seen.add(real);
    const what = await stat(real);
    const isFolder = what.isDirectory();
    if (walk.isExcluded({ name, named: walk.named, isFolder })) yield skipped(name, "is left out by --exclude");
    else if (isFolder) yield* readFolder(name, walk);
    else if (name !== walk.named && !(what.isFile() && mayBeRead(name)))
      yield skipped(name, "has a name of no kind that is read");
    else yield await readOne(name, walk.limits);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield unreadable(name, error);
  }
}

async function* readFolder(folder: string, walk: Walk): AsyncGenerator<FileRead> {
  const names = (await readdir(folder)).filter((name) => !passedOver.has(name)).sort();
  const isChart = names.includes("Chart.yaml");
  for (const name of names) {
    const inside = path.join(folder, name);
    if (isChart && name === "templates") yield skipped(inside, holdsTemplates);
    else yield* readPath(inside, walk);
  }
}

const holdsTemplates = "has templates of a chart: scan what helm template writes";

/** A program that writes nothing, or something else than it was to, has most likely failed. */
async function readInput(limits: ScanLimits): Promise<FileRead> {
  const read = await readStream(standardInput, process.stdin, limits);
  if (!("because" in read.reading)) return read;
  const found = `what ${read.reading.because}`;
  const fix = "see what the program before it says";
  throw new Refusal([{ subject: "standard input", must: "have something to judge", found, fix }], {
    exitCode: exitCodes.usage,
    summary: "Nothing was judged.",
  });
}

async function readOne(name: string, limits: ScanLimits): Promise<FileRead> {
  return readStream(name, createReadStream(name), limits);
}

/** A pipe's size is known only when it has been read. */
async function readStream(file: string, stream: Readable, { largest, signal }: ScanLimits): Promise<FileRead> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of addAbortSignal(signal, stream)) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    chunks.push(chunk);
    if (size > largest) return { file, reading: tooLarge(file, Buffer.concat(chunks), largest) };
  }
  return { file, reading: readBytes(file, Buffer.concat(chunks)) };
}

function tooLarge(file: string, bytes: Uint8Array, largest: number): FileProblem | Skipped {
  const limit = `${largest / megabyte} MB`;
  const problem = fileProblem(beginningOf(file), {
    must: `have at most ${limit}`,
    found: "more",
    fix: "leave it out with --exclude, or raise the limit with --max-size",
  });
  return unlessOfNoKind(problem, bytes, `is larger than ${limit}`);
}

export const megabyte = 1_000_000;

function unreadable(file: string, error: unknown): FileRead {
  return { file, reading: { subject: file, must: "be readable", found: reasonOf(error) } };
}

function skipped(file: string, because: string): FileRead {
  return { file, reading: { kind: "skipped", because } };
}

/** The system's reason without its path, which the subject says already. */
function reasonOf(error: unknown): string {
  if (!isSystemError(error)) return "what cannot be read";
  return reasons[error.code] ?? error.code;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "nothing there",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  ELOOP: "a link that leads to itself",
};

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return types.isNativeError(error) && "code" in error && typeof error.code === "string" && "syscall" in error;
}
