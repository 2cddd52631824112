import type { Problem } from "../../problem/problem";

/** Vault keeps the names of roles in lower case; one that is written otherwise would never be found as declared. */
export function roleNameProblems(mountPath: string, roles: readonly { readonly name: string }[]): Problem[] {
  return roles.flatMap(({ name }, index) => {
    const subject = `role "${name}" of auth method "${mountPath}"`;
    const twice = roles.findIndex((other) => other.name === name) < index;
    return [
      ...(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(name)
        ? []
        : [
            {
              subject,
              path: "name",
              must: "be lower-case letters, digits, and . _ - between them",
              found: `"${name}"`,
            },
          ]),
      ...(twice ? [{ subject, path: "name", must: "be declared once", found: "another role of that name" }] : []),
    ];
  });
}
