import type { Problem } from "../../problem/problem";
import { refuseFor } from "../../problem/refuse-for";
import type { CertificateAuthArgs, CertificateRoleArgs } from "./certificate-args";
import { caProblems } from "./pem";
import { roleNameProblems } from "./role-name";
import { lifeProblems, type TokenLives } from "./token";

/** Seconds: as an AppRole's. */
export const defaultLives: TokenLives = { ttl: 3600, maxTtl: 4 * 3600 };

/**
 * Checks that each role trusts a CA and asks for more than a certificate of it.
 * @throws Refusal with every problem of all roles
 */
export function checkCertificateAuth({ path, roles }: CertificateAuthArgs): void {
  refuseFor([
    ...roleNameProblems(path, roles),
    ...roles.flatMap((role) => {
      const subject = `role "${role.name}" of auth method "${path}"`;
      return [
        ...caProblems(subject, "caCertificates", role.caCertificates),
        ...nameProblems(subject, role),
        ...lifeProblems(subject, role, defaultLives),
      ];
    }),
  ]);
}

const constraints = ["allowedNames", "allowedDnsSans", "allowedUriSans", "allowedOrganizationalUnits"] as const;

function nameProblems(subject: string, role: CertificateRoleArgs): Problem[] {
  const { allowedNames = [], allowedDnsSans = [], allowedUriSans = [] } = role;
  const unbound = {
    subject,
    path: "allowedNames",
    must: "bind the certificate's name: without, every certificate of the CA would do",
    found: "no allowedNames, allowedDnsSans or allowedUriSans",
    fix: "name whom the role is for",
  };
  const anyName = constraints.flatMap((path) =>
    (role[path] ?? [])
      .filter((name) => /^[*\s]*$/.test(name))
      .map((name) => ({
        subject,
        path,
        must: "bind to a name",
        found: `"${name}"`,
        fix: "name whom the role is for, or what all their names end with",
      })),
  );
  return [...([...allowedNames, ...allowedDnsSans, ...allowedUriSans].length > 0 ? [] : [unbound]), ...anyName];
}
