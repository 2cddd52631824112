import type { Problem } from "../../problem/problem";

/** A token (RFC 9110, 5.6.2). */
const nameForm = /^[\w!#$%&'*+.^`|~-]+$/;

/** What is wrong with a header's name. @param earlier the names that were declared before it */
export function headerNameProblems(kind: string, name: string, earlier: readonly string[]): Problem[] {
  const subject = `${kind} "${name}"`;
  if (!nameForm.test(name)) return [{ subject, path: "name", must: "be a header's name", found: JSON.stringify(name) }];
  if (!earlier.some((other) => other.toLowerCase() === name.toLowerCase())) return [];
  return [
    {
      subject,
      path: "name",
      must: "be declared once (upper and lower case are the same)",
      fix: "remove one of them",
    },
  ];
}
