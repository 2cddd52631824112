import { Database, databaseRights } from "../../../modules/secrets/database/database";
import type { ModuleProgram } from "../project/module-project";

export interface DatabaseParameters {
  readonly port: number;
  readonly caCertificate: string;
  readonly verifyConnection: boolean;
  /** Seconds. */
  readonly maxTtl: number;
  /** Seconds; no static role where it is not given. */
  readonly rotationPeriod?: number;
}

const program: ModuleProgram<DatabaseParameters> = {
  rights: () => databaseRights("database"),
  policies: [
    {
      name: "shop",
      text: [
        'path "database/creds/shop-reader" {\n  capabilities = ["read"]\n}\n',
        'path "database/static-creds/report" {\n  capabilities = ["read"]\n}\n',
        'path "sys/leases/+" {\n  capabilities = ["update"]\n}\n',
      ].join("\n"),
    },
  ],
  declare: ({ options }, { port, caCertificate, verifyConnection, maxTtl, rotationPeriod }) => {
    new Database(
      "database",
      {
        path: "database",
        description: "Users of the shop's database",
        connections: [
          {
            name: "shop",
            connectionUrl: `postgresql://{{username}}:{{password}}@localhost:${port}/postgres?sslmode=verify-full`,
            username: "vault",
            caCertificate,
            verifyConnection,
            roles: [
              {
                name: "shop-reader",
                creationStatements: [
                  `CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE reader`,
                ],
                revocationStatements: ['DROP ROLE IF EXISTS "{{name}}"'],
                defaultTtl: Math.min(maxTtl, 60),
                maxTtl,
              },
            ],
            ...(rotationPeriod === undefined
              ? {}
              : { staticRoles: [{ name: "report", username: "report", rotationPeriod }] }),
          },
        ],
      },
      options,
    );
  },
};

export default program;
