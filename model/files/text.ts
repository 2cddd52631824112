import { beginningOf, fileProblem, type FileProblem, type SourceText } from "./reading";

/** The text of a file's bytes: UTF-8, or UTF-16 that says so at its beginning. */
export function decodeText(file: string, bytes: Uint8Array): SourceText | FileProblem {
  const encoding = encodingOf(bytes);
  try {
    // A mark of the byte order is no part of the text.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? noText(file, "bytes that are no text") : { file, text };
  } catch {
    return noText(file, `bytes that are not ${encoding.toUpperCase()}`);
  }
}

function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function noText(file: string, found: string): FileProblem {
  const must = "be text in UTF-8, or in UTF-16 with a byte order mark";
  return fileProblem(beginningOf(file), { must, found });
}
