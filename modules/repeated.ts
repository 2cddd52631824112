import type { Problem } from "../problem/problem";

/** Every name that is there more than once, each once. */
export function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** What is wrong with a list in which each thing has a name of its own. */
export function repetitionProblems(
  subject: string,
  path: string,
  named: readonly { readonly name: string }[],
): Problem[] {
  return repeated(named.map(({ name }) => name)).map((name) => ({
    subject,
    path,
    must: "have each name once",
    found: `"${name}" again`,
    fix: "give each its own name",
  }));
}
