import path from "node:path";
import ignore from "ignore";

/**
 * Says what patterns leave out, in the syntax of `.gitignore`. They are about paths as they are seen from here; of what lies elsewhere,
 * as they are seen from the folder that was named.
 */
export function exclusion(patterns: readonly string[]): (found: Found) => boolean {
  // Git knows no `./`, which a shell completes.
  const matcher = ignore().add(patterns.map((pattern) => pattern.replace(/^(!?)\.\//u, "$1/")));
  return ({ name, named, isFolder }) => {
    const seen = seenFrom(process.cwd(), name) ?? seenFrom(named, name) ?? (isFolder ? undefined : path.basename(name));
    return seen !== undefined && matcher.ignores(isFolder ? `${seen}/` : seen);
  };
}

interface Found {
  readonly name: string;
  /** The path on the command line below which it was found. */
  readonly named: string;
  readonly isFolder: boolean;
}

/** Undefined for what is not below, and for the folder itself. */
function seenFrom(folder: string, name: string): string | undefined {
  const seen = path.relative(folder, name).split(path.sep).join("/");
  return seen === "" || seen === ".." || seen.startsWith("../") || path.isAbsolute(seen) ? undefined : seen;
}
