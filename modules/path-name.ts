import type { Problem } from "../problem/problem";

/** What Vault's router takes for a name in a path (sdk/framework, GenericNameRegex). */
const form = /^\w(?:[\w.-]*\w)?$/;

/** What is wrong with a name that stands in a path of Vault's. @param path the property that it is given in */
export function pathNameProblems(subject: string, path: string, name: string): Problem[] {
  if (form.test(name)) return [];
  return [{ subject, path, must: "be letters, digits, and . _ - between them", found: JSON.stringify(name) }];
}
