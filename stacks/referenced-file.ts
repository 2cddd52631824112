import { readFileSync } from "node:fs";
import path from "node:path";
import { Refusal } from "../problem/problem";

/**
 * The text of a file that an environment's values name, such as a CA's certificate.
 * @param file below `stacks/`, or absolute
 * @throws Refusal if it cannot be read
 */
export function referencedFile(file: string): string {
  try {
    return readFileSync(path.resolve(__dirname, file), "utf8");
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal(
      [
        {
          subject: path.isAbsolute(file) ? file : `stacks/${file}`,
          must: "be a readable file: an environment's values name it",
          found,
        },
      ],
      {
        cause,
      },
    );
  }
}
