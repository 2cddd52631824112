import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { PolicyStanza } from "../../policies/document";
import { secretsMount } from "../mount";
import {
  defaults,
  type DatabaseArgs,
  type DatabaseRoleArgs,
  type DatabaseStaticRoleArgs,
  type PostgresConnectionArgs,
} from "./args";
import { checkDatabase, roleNames } from "./check";

/**
 * A database engine for PostgreSQL: applications get users of their own that end by themselves, instead of a shared password
 * ("Vault in Kubernetes", Handling Secrets Storage).
 *
 * The mount is protected, because replacing it drops every credential it has handed out. So are each connection and each static role,
 * because the password that Vault logs in with, once it was rotated, and that of a static role's user are known to Vault alone: with
 * the connection or the role they would be gone.
 */
export class Database extends pulumi.ComponentResource {
  readonly mount: vault.Mount;
  readonly #path: string;

  /** @throws Refusal with every connection that is not encrypted, every role that is not bounded, and what Vault would refuse */
  constructor(name: string, args: DatabaseArgs, options?: pulumi.ComponentResourceOptions) {
    checkDatabase(args);
    super("strongroom:secrets:Database", name, {}, options);
    this.#path = args.path;
    this.mount = secretsMount(
      "database",
      args,
      { parent: this },
      {
        defaultLeaseTtlSeconds: defaults.defaultTtl,
        maxLeaseTtlSeconds: args.maxLeaseTtl ?? defaults.maxLeaseTtl,
      },
    );
    for (const each of args.connections) {
      const connection = this.#declareConnection(each);
      for (const role of each.roles ?? []) this.#declareRole(connection, each.name, role);
      for (const role of each.staticRoles ?? []) this.#declareStaticRole(connection, each.name, role);
    }
    this.registerOutputs({});
  }

  #declareConnection(connection: PostgresConnectionArgs): vault.database.SecretBackendConnection {
    const { name, connectionUrl, username, caCertificate, passwordPolicy, verifyConnection } = connection;
    return new vault.database.SecretBackendConnection(
      `${this.#path}/${name}`,
      {
        backend: this.#path,
        name,
        // Vault takes a role's name here as a pattern, and stores roles in lower case.
        allowedRoles: [...roleNames(connection)].sort(),
        verifyConnection,
        ...(passwordPolicy === undefined ? {} : { passwordPolicy }),
        postgresql: {
          connectionUrl,
          username,
          // Vault sends the database a password's hash, so that no password gets into the database's log.
          passwordAuthentication: "scram-sha-256",
          ...(caCertificate === undefined ? {} : { tlsCa: caCertificate }),
        },
      },
      { parent: this, dependsOn: this.mount, deletedWith: this.mount, protect: true },
    );
  }

  #declareRole(connection: pulumi.Resource, dbName: string, role: DatabaseRoleArgs): void {
    new vault.database.SecretBackendRole(
      `${this.#path}/${role.name}`,
      {
        backend: this.#path,
        name: role.name,
        dbName,
        creationStatements: [...role.creationStatements],
        revocationStatements: [...(role.revocationStatements ?? [])],
        renewStatements: [...(role.renewStatements ?? [])],
        rollbackStatements: [...(role.rollbackStatements ?? [])],
        credentialType: "password",
        defaultTtl: role.defaultTtl ?? defaults.defaultTtl,
        maxTtl: role.maxTtl ?? defaults.maxTtl,
      },
      { parent: this, dependsOn: connection, deletedWith: this.mount },
    );
  }

  #declareStaticRole(connection: pulumi.Resource, dbName: string, role: DatabaseStaticRoleArgs): void {
    new vault.database.SecretBackendStaticRole(
      `${this.#path}/${role.name}`,
      {
        backend: this.#path,
        name: role.name,
        dbName,
        username: role.username,
        rotationPeriod: role.rotationPeriod ?? defaults.rotationPeriod,
        rotationStatements: [...(role.rotationStatements ?? [])],
        credentialType: "password",
      },
      { parent: this, dependsOn: connection, deletedWith: this.mount, protect: true },
    );
  }
}

/** What the deployer needs for a `Database`: its configuration and the rotation of Vault's own password, never a credential. */
export function databaseRights(mountPath: string): readonly PolicyStanza[] {
  const all = ["create", "read", "update", "delete", "list"] as const;
  return [
    {
      comment: "Database connections and roles, not the credentials",
      path: `${mountPath}/config/*`,
      capabilities: all,
    },
    { path: `${mountPath}/roles/*`, capabilities: all },
    { path: `${mountPath}/static-roles/*`, capabilities: all },
    { path: `${mountPath}/rotate-root/*`, capabilities: ["update"] },
  ];
}
