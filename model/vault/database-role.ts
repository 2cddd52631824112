import type { Resource } from "../resource";
import { asSeconds, asText } from "../scalars";
import { isList, known, type Unknown, type Value } from "../value";
import { databaseMount } from "./database-connection";
import { foundIn, isFound } from "./settings";

/** A role for which the database engine makes a user of its own each time. */
export interface DatabaseRole {
  readonly maxTtl: Value<number | undefined>;
  /** What makes the user and gives it its rights. */
  readonly creationStatements: Value<readonly Value<string>[]>;
}

const ownFields = [
  "db_name",
  "creation_statements",
  "revocation_statements",
  "renew_statements",
  "rollback_statements",
];

export function databaseRoleOf(resource: Resource): DatabaseRole | Unknown | undefined {
  const role = foundIn(resource, {
    types: ["vault:database/secretBackendRole:SecretBackendRole"],
    path: /^(?!(?:auth|sys|identity)\/).+\/roles\/[^/]+$/u,
    mounts: ["database"],
    toldBy: { settings: ownFields, path: databaseMount },
  });
  if (role === undefined || !isFound(role)) return role;
  return {
    maxTtl: asSeconds(role.settings("max_ttl")),
    creationStatements: statementsIn(role.settings("creation_statements")),
  };
}

/** One statement or a list of them. Only at semicolons does Vault take them apart, at commas it does not. */
function statementsIn(value: Value): DatabaseRole["creationStatements"] {
  if (value.kind === "unknown") return value;
  const items = value.kind === "known" && isList(value.value) ? value.value : [value];
  return known(items.flatMap(statementIn), value.place);
}

function statementIn(item: Value): Value<string>[] {
  const text = asText(item);
  if (text.kind !== "known") return [text];
  return text.value === undefined ? [] : [known(text.value, text.place)];
}
