import { databaseRights, Database } from "../../../../modules/secrets/database/database";
import type { DatabaseArgs, PostgresConnectionArgs } from "../../../../modules/secrets/database/args";
import { createAuthority } from "../../../../toolchain/embedded/certificate";
import { registrationsOf } from "../../registrations";

const creation = `CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE reader`;

const shop: PostgresConnectionArgs = {
  name: "shop",
  connectionUrl: "postgresql://{{username}}:{{password}}@db.example.com/shop?sslmode=verify-full",
  username: "vault",
  verifyConnection: false,
};

const component = { id: "strongroom:secrets:Database::db", inputs: {} };

const mount = {
  id: "vault:index/mount:Mount::database",
  inputs: { path: "database", type: "database", defaultLeaseTtlSeconds: 3600, maxLeaseTtlSeconds: 86_400 },
  parent: component.id,
  protect: true,
};

const connection = {
  id: "vault:database/secretBackendConnection:SecretBackendConnection::database/shop",
  inputs: {
    backend: "database",
    name: "shop",
    allowedRoles: [] as string[],
    verifyConnection: false,
    postgresql: {
      connectionUrl: shop.connectionUrl,
      username: "vault",
      passwordAuthentication: "scram-sha-256",
    },
  },
  parent: component.id,
  protect: true,
  dependsOn: [mount.id],
  deletedWith: mount.id,
};

const declared = (args: Partial<DatabaseArgs>) =>
  registrationsOf(() => new Database("db", { path: "database", connections: [shop], ...args }));

describe("a database engine", () => {
  it("is a protected mount, and protected connections without a password", async () => {
    expect(await declared({})).toEqual([component, connection, mount]);
  });

  it("allows a connection's own roles and no others, by their names, and protects those that hold a password", async () => {
    const roles = [
      { name: "writer", creationStatements: [creation] },
      { name: "reader", creationStatements: [creation], defaultTtl: 60, maxTtl: 120, revocationStatements: ["DROP x"] },
    ];
    const staticRoles = [{ name: "report", username: "report" }];
    const other = { ...shop, name: "other" };
    const role = (name: string, settings: object) => ({
      id: `vault:database/secretBackendRole:SecretBackendRole::database/${name}`,
      inputs: {
        backend: "database",
        name,
        dbName: "shop",
        creationStatements: [creation],
        revocationStatements: [],
        renewStatements: [],
        rollbackStatements: [],
        credentialType: "password",
        ...settings,
      },
      parent: component.id,
      dependsOn: [connection.id],
      deletedWith: mount.id,
    });
    expect(await declared({ connections: [{ ...shop, verifyConnection: true, roles, staticRoles }, other] })).toEqual([
      component,
      {
        ...connection,
        id: connection.id.replace("shop", "other"),
        inputs: { ...connection.inputs, name: "other" },
      },
      {
        ...connection,
        inputs: { ...connection.inputs, allowedRoles: ["reader", "report", "writer"], verifyConnection: true },
      },
      role("reader", { defaultTtl: 60, maxTtl: 120, revocationStatements: ["DROP x"] }),
      role("writer", { defaultTtl: 3600, maxTtl: 14_400 }),
      {
        id: "vault:database/secretBackendStaticRole:SecretBackendStaticRole::database/report",
        inputs: {
          backend: "database",
          name: "report",
          dbName: "shop",
          username: "report",
          rotationPeriod: 86_400,
          rotationStatements: [],
          credentialType: "password",
        },
        parent: component.id,
        protect: true,
        dependsOn: [connection.id],
        deletedWith: mount.id,
      },
      mount,
    ]);
  });

  it("has what is given", async () => {
    const caCertificate = (await createAuthority(new Date())).certificate;
    const connections = [{ ...shop, caCertificate, passwordPolicy: "long" }];
    expect(await declared({ description: "Users", maxLeaseTtl: 14_400, connections })).toEqual([
      component,
      {
        ...connection,
        inputs: {
          ...connection.inputs,
          passwordPolicy: "long",
          postgresql: { ...connection.inputs.postgresql, tlsCa: caCertificate },
        },
      },
      { ...mount, inputs: { ...mount.inputs, description: "Users", maxLeaseTtlSeconds: 14_400 } },
    ]);
  });
});

test("the deployer may configure the engine, and read no credential", () => {
  expect(databaseRights("database").map(({ path }) => path)).toEqual([
    "database/config/*",
    "database/roles/*",
    "database/static-roles/*",
    "database/rotate-root/*",
  ]);
});
