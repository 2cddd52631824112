import type { Problem } from "../../../problem/problem";
import { refuseFor } from "../../../problem/refuse-for";
import { bundleProblems } from "../../certificates/bundle";
import { repeated } from "../../repeated";
import type { DatabaseArgs, DatabaseStaticRoleArgs, PostgresConnectionArgs } from "./args";
import { connectionUrlProblems } from "./connection-url";
import { nameProblems, roleProblems, roleSubject, staticRoleProblems } from "./role-check";

/**
 * Checks that no password stands in a declaration, that connections are encrypted and roles end, and what Vault would refuse.
 * @throws Refusal with every problem of every connection and role
 */
export function checkDatabase(args: DatabaseArgs): void {
  refuseFor([
    ...twice(
      args.connections.map(({ name }) => name),
      (name) => connectionSubject(args, name),
    ),
    ...twice(args.connections.flatMap(roleNames), (name) => roleSubject(args, name)),
    ...args.connections.flatMap((connection) => connectionProblems(args, connection)),
  ]);
}

const connectionSubject = ({ path }: DatabaseArgs, name: string): string =>
  `database connection "${name}" of "${path}"`;

/** The names of all roles of a connection. */
export function roleNames({ roles = [], staticRoles = [] }: PostgresConnectionArgs): readonly string[] {
  return [...roles, ...staticRoles].map(({ name }) => name);
}

/** Vault keeps dynamic and static roles of all connections in one space of names. */
function twice(names: readonly string[], subject: (name: string) => string): Problem[] {
  return repeated(names).map((name) => ({
    subject: subject(name),
    path: "name",
    must: "be declared once",
    fix: "rename or remove one of them",
  }));
}

function connectionProblems(args: DatabaseArgs, connection: PostgresConnectionArgs): Problem[] {
  const { name, connectionUrl, username, caCertificate, verifyConnection, roles = [], staticRoles = [] } = connection;
  const subject = connectionSubject(args, name);
  return [
    ...nameProblems(subject, name, /^\w(?:[\w.-]*\w)?$/, "letters, digits, and hyphens or periods between them"),
    ...connectionUrlProblems(connectionUrl).map((problem) => ({ subject, path: "connectionUrl", ...problem })),
    ...(username !== "" && !username.includes("{{")
      ? []
      : [{ subject, path: "username", must: "be the user that Vault logs in as", found: JSON.stringify(username) }]),
    ...(caCertificate === undefined ? [] : certificateProblems(subject, caCertificate, connectionUrl)),
    ...(verifyConnection || staticRoles.length === 0 ? [] : [unverified(subject, staticRoles)]),
    ...roles.flatMap((role) => roleProblems(args, role)),
    ...staticRoles.flatMap((role) => staticRoleProblems(args, connection, role)),
    ...twice(
      staticRoles.map((role) => role.username),
      (user) => `database user "${user}" of ${subject}`,
    ).map((problem) => ({ ...problem, path: "staticRoles", must: "belong to one static role" })),
  ];
}

function certificateProblems(subject: string, certificate: string, url: string): Problem[] {
  const path = "caCertificate";
  return [
    ...bundleProblems({ subject, path }, certificate, "authorities"),
    ...(/[?&]sslrootcert=/.test(url)
      ? [{ subject, path, must: "be given once", found: "sslrootcert in connectionUrl too", fix: "remove one of them" }]
      : []),
  ];
}

function unverified(subject: string, staticRoles: readonly DatabaseStaticRoleArgs[]): Problem {
  return {
    subject,
    path: "staticRoles",
    must: "be empty until verifyConnection is true: Vault changes their users' passwords in the moment that it is given the roles",
    found: staticRoles.map(({ name }) => name).join(", "),
    fix: "bring it up without them, run strongroom database rotate-root, set verifyConnection, and bring it up with them",
  };
}
