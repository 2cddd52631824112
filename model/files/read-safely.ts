import { types } from "node:util";
import { readFile } from "./read-file";
import { beginningOf, fileProblem, type FileProblem, type Reading, type Skipped, type SourceText } from "./reading";

/**
 * Reads a file. A reader that throws is a defect of ours: what stands in that file nobody knows, and the other files are read all the
 * same. The error's own words could repeat the file's.
 *
 * @param read what reads it
 */
export function readSafely(
  source: SourceText,
  read: (source: SourceText) => Reading | Skipped = readFile,
): Reading | Skipped | FileProblem {
  try {
    return read(source);
  } catch (error) {
    return fileProblem(beginningOf(source.file), {
      must: "be read or refused, whatever stands in it: that it is not is a defect of strongroom",
      found: types.isNativeError(error) ? `a ${error.name}` : "something thrown",
      fix: "report it to strongroom's authors, with the part of the file that brings it about",
    });
  }
}
