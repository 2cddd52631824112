import type { Problem } from "../../problem/problem";

/** Claims that must have a value, or one of several. */
export type BoundClaims = Readonly<Record<string, string | readonly string[]>>;

/** As the provider takes them: it makes a list of what is between the commas. */
export function joinedClaims(claims: BoundClaims): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([claim, values]) => [claim, [...listOf(values)].sort().join(",")]),
  );
}

/** What would bind a claim to something else than is declared. */
export function claimProblems(subject: string, claims: BoundClaims): Problem[] {
  return Object.entries(claims).flatMap(([claim, values]) => {
    const problem = { subject, path: `boundClaims.${claim}` };
    const list = listOf(values);
    if (list.length === 0) return [{ ...problem, must: "have a value", found: "an empty list" }];
    return list.flatMap((value) => {
      const found = JSON.stringify(value);
      if (value === "" || value !== value.trim())
        return [{ ...problem, must: "be bound to a text without blanks around it", found }];
      // vault/resource_jwt_auth_backend_role.go, jwtAuthBackendRoleDataToWrite
      return value.includes(",")
        ? [{ ...problem, must: "be bound to a text without a comma, where the provider would cut it", found }]
        : [];
    });
  });
}

function listOf(values: string | readonly string[]): readonly string[] {
  return typeof values === "string" ? [values] : values;
}
