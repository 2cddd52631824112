/** What a role's SQL fails to be. */
export interface StatementProblem {
  readonly must: string;
  readonly found?: string;
  readonly fix: string;
}

const expiration = /VALID\s+UNTIL\s+'\{\{expiration\}\}'/i;
/** A password that stands in the text itself. */
const literalPassword = /\bPASSWORD\s*(?!'\{\{password\}\}'|NULL\b)(?:(?:E|U&)?'|\$)/i;
const powers = ["SUPERUSER", "CREATEROLE", "REPLICATION", "BYPASSRLS"];

/** Everything that is wrong with the SQL that makes a user. */
export function creationProblems(statements: readonly string[]): readonly StatementProblem[] {
  const sql = statements.join(";\n");
  return [
    ...missingNames(sql, ["{{password}}"]),
    ...(expiration.test(sql) ? [] : [noExpiration]),
    ...powerProblems(sql),
    ...literalProblems(sql),
  ];
}

/** Everything that is wrong with the SQL that prolongs a user; Vault's own needs no check. */
export function renewProblems(statements: readonly string[]): readonly StatementProblem[] {
  if (statements.length === 0) return [];
  const sql = statements.join(";\n");
  return [...missingNames(sql, []), ...(expiration.test(sql) ? [] : [noExpiration]), ...powerProblems(sql)];
}

/** Everything that is wrong with the SQL that sets a user's password; Vault's own needs no check. */
export function rotationProblems(statements: readonly string[]): readonly StatementProblem[] {
  if (statements.length === 0) return [];
  const sql = statements.join(";\n");
  return [...missingNames(sql, ["{{password}}"]), ...powerProblems(sql), ...literalProblems(sql)];
}

const noExpiration: StatementProblem = {
  must: "have VALID UNTIL '{{expiration}}', so that the database ends the user when Vault cannot",
  found: "none",
  fix: `write it after PASSWORD '{{password}}'`,
};

function missingNames(sql: string, names: readonly string[]): StatementProblem[] {
  const user = sql.includes("{{name}}") || sql.includes("{{username}}") ? [] : ["{{name}}"];
  return [...user, ...names.filter((name) => !sql.includes(name))].map((name) => ({
    must: `have ${name}, for which Vault puts its own`,
    found: "none",
    fix: `write it like CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'`,
  }));
}

function powerProblems(sql: string): StatementProblem[] {
  return powers
    .filter((power) => new RegExp(String.raw`\b${power}\b`, "i").test(sql))
    .map((power) => ({
      must: `not give ${power}`,
      found: power,
      fix: "grant the role what it needs in its own schema; a user with that could give itself everything",
    }));
}

function literalProblems(sql: string): StatementProblem[] {
  return literalPassword.test(sql)
    ? [{ must: "hold no password", found: "a password in the text", fix: "write '{{password}}' in its place" }]
    : [];
}
