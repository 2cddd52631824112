import { encryptionOf } from "./encrypted";
import { readSafely } from "./read-safely";
import type { FileProblem, Reading, Skipped } from "./reading";
import { decodeText } from "./text";

/** Reads a file as it stands on a disk. What is no text is a problem only where it would be of a kind that is read. */
export function readBytes(file: string, bytes: Uint8Array): Reading | Skipped | FileProblem {
  const encryptedBy = encryptionOf(bytes);
  if (encryptedBy !== undefined) return { kind: "skipped", because: `is encrypted by ${encryptedBy}` };
  const source = decodeText(file, bytes);
  return "text" in source ? readSafely(source) : unlessOfNoKind(source, bytes, "is no text in UTF-8");
}

/**
 * A problem that keeps a file from being read, or that it need not be: by what the beginning of the file would be.
 *
 * @param because what a file of no kind is skipped for: `is larger than 20 MB`
 */
export function unlessOfNoKind(problem: FileProblem, bytes: Uint8Array, because: string): FileProblem | Skipped {
  const text = looseText(problem.subject, bytes.subarray(0, longestBeginning));
  const reading = readSafely({ file: problem.subject, text });
  const isOfNoKind = "kind" in reading && reading.kind === "skipped";
  return isOfNoKind ? { kind: "skipped", because: `${because}, and of no kind that is read` } : problem;
}

/** What a file is says its first megabyte. */
const longestBeginning = 1_000_000;

/** The letters of ASCII are the same in most encodings, but for zeros between them. */
function looseText(file: string, bytes: Uint8Array): string {
  const source = decodeText(file, bytes);
  return "text" in source ? source.text : Buffer.from(bytes).toString("latin1").replaceAll("\0", "");
}
