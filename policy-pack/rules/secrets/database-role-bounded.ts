import { z } from "zod";
import { databaseConnectionsOf, type DatabaseConnection } from "../../../model/vault/database-connection";
import { databaseRoleOf, type DatabaseRole } from "../../../model/vault/database-role";
import type { Unknown, Value } from "../../../model/value";
import { duration } from "../../duration";
import { demandLife } from "../../life";
import { demand, demandEach, notEvaluated, show, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./database-role-bounded.examples";

const hour = 3600;

export default defineRule({
  id: "database-role-bounded",
  family: "secrets",
  title: "Database users that Vault makes end soon and may little, over a connection that only Vault can use",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault in Kubernetes", section: "Handling Secrets Storage" },
    { title: "Vault Security", section: "Production Environment Requirements" },
    { title: "Production Hardening", section: "End-to-End TLS" },
  ],
  rationale:
    "A user that Vault made for one run is as good as a password in a file if it may everything, or works for ever. Vault's " +
    "own credential may more than all of them: over a connection without TLS, or with TLS to whoever answers, it is given " +
    "away, and where it stands in the address Vault can never change it.",
  remediation:
    "set max_ttl, grant what the application needs by name, and connect with verified TLS and {{username}}:{{password}}",
  config: z.object({
    maxTtlSeconds: z
      .number()
      .int()
      .positive()
      .default(24 * hour)
      .meta({ stricter: "lower" })
      .describe("the longest life of a user that Vault makes, in seconds"),
  }),
  kind: "resource",
  needsMounts: true,
  check: (resource, { maxTtlSeconds }) => [
    ...judgeRole(databaseRoleOf(resource), maxTtlSeconds),
    ...databaseConnectionsOf(resource).flatMap(judgeConnection),
  ],
  examples,
});

const modest = {
  must: "grant named rights only: neither everything nor the right to hand on",
  fix: "grant what the application does, on the tables that it uses",
};
const encrypted = {
  must: "reach the database over TLS, and check whom it reaches",
  fix: "add sslmode=verify-full (PostgreSQL), tls=true (MySQL, MongoDB), encrypt=true (SQL Server), or the plugin's own settings",
};
const rotatable = {
  must: "leave the password out of connection_url, so that Vault can rotate it",
  fix: "write {{username}}:{{password}}, and let Vault rotate the root credential (rotate-root) once",
};
const namedRoles = {
  must: "name the roles that may use the connection (allowed_roles)",
  fix: "list the roles instead of *",
};

function judgeRole(role: DatabaseRole | Unknown | undefined, longest: number): Outcome[] {
  if (role === undefined) return [];
  if ("kind" in role) return [notEvaluated(role, modest)];
  return [
    ...demandLife(role.maxTtl, longest, { must: `end every user after 1s to ${duration(longest)} (max_ttl)` }),
    ...judgeStatements(role.creationStatements),
  ];
}

function judgeStatements(statements: DatabaseRole["creationStatements"]): Outcome[] {
  if (statements.kind !== "known") return [notEvaluated(statements, modest)];
  return statements.value.flatMap((statement) => {
    if (statement.kind === "unknown") return [notEvaluated(statement, modest)];
    const found = broadRights.filter(({ sign }) => has(statement, sign)).map(({ what }) => what);
    return found.length === 0 ? [] : [violation(statement, modest, found.join(", "))];
  });
}

function has(statement: Value<string>, sign: RegExp): boolean {
  return statement.kind === "secret"
    ? statement.matches(sign)
    : statement.kind === "known" && sign.test(statement.value);
}

/** What makes a user an administrator, in the words of the databases that Vault has plugins for. */
const broadRights: readonly { readonly what: string; readonly sign: RegExp }[] = [
  { what: "SUPERUSER", sign: /\bSUPERUSER\b(?!\s*=\s*'?false)/iu },
  { what: "CREATEROLE, CREATEUSER or BYPASSRLS", sign: /\b(?:CREATEROLE|CREATEUSER|BYPASSRLS)\b/iu },
  { what: "GRANT ALL", sign: /\bGRANT\s+ALL\b/iu },
  { what: "a right to hand on", sign: /\bWITH\s+(?:ADMIN|GRANT)\s+OPTION\b/iu },
  {
    what: "an administrator's right on *.*",
    sign: /\bGRANT\b[^;]*\b(?:SUPER|FILE|CREATE\s+USER|SYSTEM_USER|SHUTDOWN)\b[^;]*\bON\s+\*\.\*/iu,
  },
  {
    what: "an administrator's role",
    sign: /\b(?:rds_superuser|cloudsqlsuperuser|azure_pg_admin|pg_execute_server_program|pg_(?:read|write)_server_files|db_owner|db_securityadmin|db_accessadmin|sysadmin|securityadmin|serveradmin|SYSDBA|ACCOUNTADMIN|ORGADMIN)\b|\bGRANT\s+(?:DBA|"?postgres"?)\s+TO\b|\bIN\s+ROLE\s+"?postgres\b|\bCONTROL\s+SERVER\b/iu,
  },
  {
    what: "an administrator's role",
    sign: /"(?:root|__system|dbOwner|userAdmin(?:AnyDatabase)?|dbAdminAnyDatabase|readWriteAnyDatabase|clusterAdmin|clusterManager|hostManager)"|"(?:name|role)"\s*:\s*"admin"/u,
  },
  { what: "every command", sign: /\+@(?:all|admin|dangerous)\b|\ballcommands\b/iu },
];

function judgeConnection(connection: DatabaseConnection | Unknown): Outcome[] {
  if ("kind" in connection) return [notEvaluated(connection, encrypted)];
  const { transport, hasPassword, allowedRoles } = connection;
  return [
    ...judgeTransport(transport),
    ...demand(hasPassword, rotatable, { known: (has) => !has, secret: () => false }).map((outcome) =>
      outcome.verdict === "violation" ? { ...outcome, found: "a password" } : outcome,
    ),
    ...demandEach(allowedRoles, namedRoles, { known: (name) => name !== "*", secret: (name) => !name.is("*") }),
  ];
}

function judgeTransport(transport: DatabaseConnection["transport"]): Outcome[] {
  if (transport.kind !== "known") return [notEvaluated(transport, encrypted, show(transport))];
  return transport.value === "TLS to a checked server" ? [] : [violation(transport, encrypted, transport.value)];
}
