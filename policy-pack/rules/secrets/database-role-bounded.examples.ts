import { notKnownYet, type BadExample, type Example, type ExampleResource, type UnknownExample } from "../../example";

const hour = 3600;
const life = "end every user after 1s to 24h (max_ttl)";
const modest = "grant named rights only: neither everything nor the right to hand on";
const encrypted = "reach the database over TLS, and check whom it reaches";
const rotatable = "leave the password out of connection_url, so that Vault can rotate it";
const namedRoles = "name the roles that may use the connection (allowed_roles)";
const subject = 'database role "shop"';
const connectionSubject = 'database connection "shop"';
const host = "db.example.com:5432/shop";
const login = "{{username}}:{{password}}";

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "four hours, and rights on one schema", resources: [role({})] },
    {
      name: "a PostgreSQL that is checked",
      resources: [connection({ postgresql: { connectionUrl: `postgresql://${login}@${host}?sslmode=verify-full` } })],
    },
    {
      name: "MySQL with a certificate in the settings",
      resources: [
        connection({
          mysql: { connectionUrl: `${login}@tcp(db.example.com:3306)/`, tlsCa: "-----BEGIN CERTIFICATE-----" },
        }),
      ],
    },
    {
      name: "a mount with its connections",
      resources: [
        mount({
          mssqls: [
            {
              name: "shop",
              connectionUrl: `sqlserver://${login}@db.example.com:1433?encrypt=true`,
              allowedRoles: ["shop"],
            },
          ],
          mongodbs: [{ name: "cart", connectionUrl: `mongodb+srv://${login}@db.example.com/`, allowedRoles: ["cart"] }],
        }),
      ],
    },
    {
      name: "writes",
      resources: [
        write("database/config/shop", {
          plugin_name: "postgresql-database-plugin",
          connection_url: `host=db.example.com user={{username}} password={{password}} sslmode=verify-full`,
          allowed_roles: "shop",
        }),
        write("database/roles/shop", { db_name: "shop", max_ttl: "4h", creation_statements: "GRANT shop TO x" }),
      ],
    },
  ],
  bad: [
    {
      name: "no end",
      resources: [role({ maxTtl: 0 })],
      finds: [{ subject, path: "maxTtl", must: life, found: "0" }],
    },
    {
      name: "a month",
      resources: [role({ maxTtl: 30 * 24 * hour })],
      finds: [{ subject, path: "maxTtl", must: life, found: "30d" }],
    },
    {
      name: "everything, in several languages",
      resources: [
        role({
          creationStatements: [
            `CREATE ROLE "{{name}}" WITH LOGIN SUPERUSER PASSWORD '{{password}}'`,
            `grant  all privileges on *.* to '{{name}}'@'%' with grant option`,
            `ALTER ROLE db_owner ADD MEMBER [{{name}}]`,
            `{"db": "admin", "roles": [{"role": "root"}]}`,
            `["+@all"]`,
          ],
        }),
      ],
      finds: [
        { subject, path: "creationStatements[0]", must: modest, found: "SUPERUSER" },
        { subject, path: "creationStatements[1]", must: modest, found: "GRANT ALL, a right to hand on" },
        { subject, path: "creationStatements[2]", must: modest, found: "an administrator's role" },
        { subject, path: "creationStatements[3]", must: modest, found: "an administrator's role" },
        { subject, path: "creationStatements[4]", must: modest, found: "every command" },
      ],
    },
    {
      name: "TLS only where the server likes it, which is what nothing means too",
      resources: [connection({ postgresql: { connectionUrl: `postgresql://${login}@${host}` } })],
      finds: [
        {
          subject: connectionSubject,
          path: "postgresql.connectionUrl",
          must: encrypted,
          found: "TLS only if both like it",
        },
      ],
    },
    {
      name: "TLS that checks nobody",
      resources: [connection({ postgresql: { connectionUrl: `postgresql://${login}@${host}?sslmode=require` } })],
      finds: [
        {
          subject: connectionSubject,
          path: "postgresql.connectionUrl",
          must: encrypted,
          found: "TLS to whoever answers",
        },
      ],
    },
    {
      name: "MySQL with an empty certificate",
      resources: [connection({ mysql: { connectionUrl: `${login}@tcp(db.example.com:3306)/`, tlsCa: "" } })],
      finds: [{ subject: connectionSubject, path: "mysql.connectionUrl", must: encrypted, found: "no TLS" }],
    },
    {
      name: "Cassandra with tls, of which Vault's plugin takes no notice",
      resources: [connection({ cassandra: { hosts: ["db.example.com"], tls: true, username: "vault" } })],
      finds: [{ subject: connectionSubject, path: "cassandra.pemBundle", must: encrypted, found: "no TLS" }],
    },
    {
      name: "a password in the address, and every role",
      resources: [
        connection({
          allowedRoles: ["*"],
          mysql: { connectionUrl: "vault:correct-horse@tcp(db.example.com:3306)/?tls=true" },
        }),
      ],
      finds: [
        { subject: connectionSubject, path: "mysql.connectionUrl", must: rotatable, found: "a password" },
        { subject: connectionSubject, path: "allowedRoles[0]", must: namedRoles, found: '"*"' },
      ],
    },
    {
      name: "a mount whose second connection is in the clear",
      resources: [
        mount({
          redis: [
            {
              name: "a",
              host: "a.example.com",
              tls: true,
              username: "vault",
              password: "not-shown",
              allowedRoles: ["a"],
            },
            {
              name: "b",
              host: "b.example.com",
              tls: false,
              username: "vault",
              password: "not-shown",
              allowedRoles: ["b"],
            },
          ],
        }),
      ],
      finds: [{ subject: 'database engine "database"', path: "redis[1].tls", must: encrypted, found: "no TLS" }],
    },
    {
      name: "writes",
      resources: [
        write("shop/config/shop", {
          plugin_name: "mongodb-database-plugin",
          connection_url: `mongodb://${login}@db.example.com/?tls=true&tlsInsecure=true`,
        }),
        write("shop/roles/shop", { db_name: "shop", creation_statements: ["GRANT ALL ON shop TO x"] }),
      ],
      finds: [
        {
          subject: 'write to "shop/config/shop"',
          path: "dataJson.connection_url",
          must: encrypted,
          found: "TLS to whoever answers",
        },
        { subject: 'write to "shop/roles/shop"', path: "dataJson.max_ttl", must: life, found: "nothing" },
        {
          subject: 'write to "shop/roles/shop"',
          path: "dataJson.creation_statements[0]",
          must: modest,
          found: "GRANT ALL",
        },
      ],
    },
  ],
  unknown: [
    {
      name: "a statement that another resource decides",
      resources: [role({ creationStatements: [notKnownYet] })],
      finds: [{ subject, path: "creationStatements[0]", must: modest }],
    },
    {
      name: "an address that another resource decides",
      resources: [connection({ postgresql: { connectionUrl: notKnownYet } })],
      finds: [
        { subject: connectionSubject, path: "postgresql.connectionUrl", must: encrypted },
        { subject: connectionSubject, path: "postgresql.connectionUrl", must: rotatable },
      ],
    },
    {
      name: "a certificate that another resource decides, without which there is no TLS",
      resources: [
        connection({ mysql: { connectionUrl: `${login}@tcp(db.example.com:3306)/`, tlsCa: notKnownYet } }),
        connection({ mongodb: { connectionUrl: `mongodb://${login}@db.example.com/`, tlsCa: notKnownYet } }),
      ],
      finds: [
        { subject: connectionSubject, path: "mysql.tlsCa", must: encrypted },
        { subject: connectionSubject, path: "mongodb.tlsCa", must: encrypted },
      ],
    },
    {
      name: "an Oracle, whose encryption can stand in files of its own",
      resources: [connection({ oracle: { connectionUrl: "{{username}}/{{password}}@db.example.com:1521/shop" } })],
      finds: [{ subject: connectionSubject, path: "oracle.connectionUrl", must: encrypted }],
    },
  ],
};

function role(props: Record<string, unknown>): ExampleResource {
  const creationStatements = [
    `CREATE ROLE "{{name}}" WITH LOGIN NOSUPERUSER PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'`,
    `GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA shop TO "{{name}}"`,
  ];
  return {
    type: "vault:database/secretBackendRole:SecretBackendRole",
    props: { backend: "database", name: "shop", dbName: "shop", creationStatements, maxTtl: 4 * hour, ...props },
  };
}

function connection(props: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:database/secretBackendConnection:SecretBackendConnection",
    props: { backend: "database", name: "shop", allowedRoles: ["shop"], ...props },
  };
}

function mount(props: Record<string, unknown>): ExampleResource {
  return { type: "vault:database/secretsMount:SecretsMount", props: { path: "database", ...props } };
}

function write(path: string, data: Record<string, unknown>): ExampleResource {
  return {
    type: "vault:generic/endpoint:Endpoint",
    name: path.split("/")[1] ?? path,
    props: { path, dataJson: JSON.stringify(data) },
  };
}
