import { createReadStream } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { types } from "node:util";
import { decodeText } from "../model/files/text";
import { mayBeRead } from "../model/files/read-file";
import { readSafely } from "../model/files/read-safely";
import { beginningOf, fileProblem, type FileProblem } from "../model/files/reading";
import type { FileRead } from "../plan/scan";
import { exitCodes, Refusal, type Problem } from "../problem/problem";

export interface ScanLimits {
  /** The largest file that is read, in bytes. */
  readonly largest: number;
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
 * @throws Refusal for a path that is not there
 */
export async function* readPaths(paths: readonly string[], limits: ScanLimits): AsyncGenerator<FileRead> {
  await refuseMissing(paths);
  const seen = new Set<string>();
  for (const each of paths) {
    if (each === "-") yield await readStream(standardInput, process.stdin, limits);
    else yield* readPath(each, { seen, limits, isNamed: true });
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
  readonly isNamed: boolean;
}

async function* readPath(name: string, walk: Walk): AsyncGenerator<FileRead> {
  walk.limits.signal.throwIfAborted();
  try {
    const real = await realpath(name);
    if (walk.seen.has(real)) return;
    walk.seen.add(real);
    const what = await stat(real);
    if (what.isDirectory()) yield* readFolder(name, walk);
    else if (!walk.isNamed && !(what.isFile() && mayBeRead(name)))
      yield skipped(name, "has a name of no kind that is read");
    else yield await readOne(name, walk.limits);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield unreadable(name, error);
  }
}

async function* readFolder(folder: string, walk: Walk): AsyncGenerator<FileRead> {
  const names = (await readdir(folder)).filter((name) => !passedOver.has(name)).sort();
  for (const name of names) yield* readPath(path.join(folder, name), { ...walk, isNamed: false });
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
    if (size > largest) return { file, reading: tooLarge(file, largest) };
    chunks.push(chunk);
  }
  const source = decodeText(file, Buffer.concat(chunks));
  if ("text" in source) return { file, reading: readSafely(source) };
  return mayBeRead(file) || file === standardInput ? { file, reading: source } : skipped(file, "is no text");
}

function tooLarge(file: string, largest: number): FileProblem {
  return fileProblem(beginningOf(file), {
    must: `have at most ${largest / megabyte} MB`,
    found: "more",
    fix: "leave it out, or raise the limit with --max-size",
  });
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
