import type { DatabaseArgs, DatabaseStaticRoleArgs, PostgresConnectionArgs } from "../../modules/secrets/database/args";
import { referencedFile } from "../referenced-file";
import type { DatabaseValues } from "./values";

/** The engine, and its connections with password policies by name. */
export interface DatabaseDeclaration extends Omit<DatabaseArgs, "connections"> {
  readonly connections: readonly (Omit<PostgresConnectionArgs, "passwordPolicy"> & {
    readonly passwordPolicy: string;
  })[];
}

/** @param passwordPolicy name of the declared policy that passwords are made by */
export function declareDatabase(values: DatabaseValues, passwordPolicy: string): DatabaseDeclaration {
  const { host, name, administrator, caFile, rootCredentialGiven } = values;
  return {
    path: "database",
    description: "Logins of the services' PostgreSQL",
    connections: [
      {
        name: "postgres",
        connectionUrl: `postgresql://{{username}}:{{password}}@${host}/${name}?sslmode=verify-full`,
        username: administrator,
        ...(caFile === undefined ? {} : { caCertificate: referencedFile(caFile) }),
        passwordPolicy,
        verifyConnection: rootCredentialGiven,
        roles: [{ name: "checkout", creationStatements: checkoutLogin, revocationStatements: checkoutLogout }],
        staticRoles: rootCredentialGiven ? [reporting] : [],
      },
    ],
  };
}

/** What checkout may do is granted to a role of the database's own, `checkout`, which its owner keeps; each login is a member of it. */
const checkoutLogin = [
  `CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE checkout;`,
];

/** It owns nothing and was granted nothing itself, so that nothing has to be revoked first. */
const checkoutLogout = [`DROP ROLE IF EXISTS "{{name}}";`];

/** A tool that can be told a password only once a day. */
const reporting: DatabaseStaticRoleArgs = { name: "reporting", username: "reporting", rotationPeriod: 24 * 3600 };
