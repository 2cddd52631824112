import type { Problem } from "../../problem/problem";

/** Vault does not tell upper from lower case in the names of entities and groups, nor in those of their aliases. */
export function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/**
 * What is wrong with the name of a declared entity or group.
 * @param earlier the names that were declared before it
 */
export function nameProblems(kind: "entity" | "group", name: string, earlier: readonly string[]): Problem[] {
  const subject = `${kind} "${name}"`;
  if (name.trim() === "" || name.trim() !== name) {
    return [{ subject, path: "name", must: "have a name without blanks around it", fix: `name the ${kind}` }];
  }
  if (earlier.some((other) => sameName(other, name))) {
    return [
      {
        subject,
        path: "name",
        must: "be declared once (Vault does not tell upper from lower case)",
        fix: "rename or remove one of them",
      },
    ];
  }
  return [];
}
