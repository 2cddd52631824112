import type {
  DatabaseRoleArgs,
  DatabaseStaticRoleArgs,
  PostgresConnectionArgs,
} from "../../../../modules/secrets/database/args";
import { checkDatabase } from "../../../../modules/secrets/database/check";
import { createAuthority } from "../../../../toolchain/embedded/certificate";
import { refusedFor } from "../../registrations";

const url = "postgresql://{{username}}:{{password}}@db.example.com:5432/shop?sslmode=verify-full";
const creation = `CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE reader`;
let certificate: string;

beforeAll(async () => {
  certificate = (await createAuthority(new Date())).certificate;
});

const shop: PostgresConnectionArgs = { name: "shop", connectionUrl: url, username: "vault", verifyConnection: true };

const refused = (...connections: PostgresConnectionArgs[]) =>
  refusedFor(() => checkDatabase({ path: "database", connections }));

describe("a connection URL", () => {
  it.each([
    url,
    "postgres://{{username}}:{{password}}@db.example.com/shop?connect_timeout=5&sslmode=verify-full",
    "postgresql://{{username}}:{{password}}@a.example.com:5432,b.example.com:5432/shop?sslmode=verify-full",
    "postgresql://{{username}}:{{password}}@[2001:db8::1]:5432/shop?sslmode=verify-full&sslrootcert=/etc/ca.pem",
  ])("may be %s", (connectionUrl) => {
    expect(refused({ ...shop, connectionUrl })).toEqual([]);
  });

  const template = "start with postgresql://{{username}}:{{password}}@, which Vault fills in";
  const encrypted = "have sslmode=verify-full, so that Vault gives its password to nobody but that server";

  it.each<[string, string, readonly object[]]>([
    ["a password", "postgresql://vault:CANARY@db.example.com/shop?sslmode=verify-full", [{ must: template }]],
    ["a user", "postgresql://vault:{{password}}@db.example.com/shop?sslmode=verify-full", [{ must: template }]],
    ["another form", "host=db.example.com user={{username}} password={{password}}", [{ must: template }]],
    [
      "no sslmode",
      url.replace("?sslmode=verify-full", ""),
      [{ must: encrypted, found: "no sslmode, which falls back to plaintext" }],
    ],
    ...["disable", "allow", "prefer", "require", "verify-ca"].map((mode): [string, string, readonly object[]] => [
      mode,
      url.replace("verify-full", mode),
      [{ must: encrypted, found: `sslmode=${mode}` }],
    ]),
    ["two modes", `${url}&sslmode=disable`, [{ must: encrypted, found: "sslmode=verify-full and sslmode=disable" }]],
    [
      "credentials behind",
      `${url}&password=CANARY&user=root`,
      [{ must: "not have the parameter user" }, { must: "not have the parameter password" }],
    ],
    ["no host", url.replace("db.example.com:5432", ""), [{ must: "name one host and one database after the @" }]],
    [
      "everything at once",
      "postgres://{{username}}:{{password}}@?sslmode=disable&sslpassword=CANARY",
      [
        { must: "name one host and one database after the @" },
        { must: encrypted },
        { must: "not have the parameter sslpassword" },
      ],
    ],
  ])("with %s is refused, without a word of it", (_, connectionUrl, problems) => {
    const found = refused({ ...shop, connectionUrl });
    const subject = 'database connection "shop" of "database"';
    expect(found).toMatchObject(problems.map((problem) => ({ subject, path: "connectionUrl", ...problem })));
    expect(JSON.stringify(found)).not.toContain("CANARY");
  });
});

describe("a connection", () => {
  it.each<[string, Partial<PostgresConnectionArgs>, object]>([
    ["without a user", { username: "" }, { path: "username" }],
    ["whose user is a template", { username: "{{username}}" }, { path: "username" }],
    ["with a name that is no path", { name: "a/b" }, { path: "name", found: '"a/b"' }],
    ["with a file for a CA", { caCertificate: "/etc/ca.pem" }, { path: "caCertificate" }],
    [
      "that is not tried, with static roles",
      { verifyConnection: false, staticRoles: [{ name: "report", username: "report" }] },
      { path: "staticRoles", found: "report" },
    ],
    [
      "with two static roles for one user",
      {
        staticRoles: [
          { name: "a", username: "report" },
          { name: "b", username: "report" },
        ],
      },
      { path: "staticRoles", must: "belong to one static role" },
    ],
  ])("%s is refused", (_, settings, problem) => {
    expect(refused({ ...shop, ...settings })).toMatchObject([problem]);
  });

  it("with more than its CA's certificate, one that cannot be read, or two CAs is refused", () => {
    const subject = 'database connection "shop" of "database"';
    const path = "caCertificate";
    const key = "-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----\n";
    const damaged = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    expect(refused({ ...shop, caCertificate: `${certificate}\n${key}` })).toEqual([
      { subject, path, must: "hold certificates only", found: "PRIVATE KEY, block 2 of 2" },
    ]);
    expect(refused({ ...shop, caCertificate: damaged })).toEqual([
      { subject, path, must: "hold certificates that can be read", found: "CERTIFICATE, block 1 of 1" },
    ]);
    expect(
      refused({ ...shop, caCertificate: certificate, connectionUrl: `${url}&sslrootcert=/etc/ca.pem` }),
    ).toMatchObject([{ subject, path, must: "be given once" }]);
  });

  it("is declared once, and so is each role of the whole engine", () => {
    const reader = { name: "reader", creationStatements: [creation] };
    expect(
      refused({ ...shop, roles: [reader] }, { ...shop, staticRoles: [{ name: "reader", username: "report" }] }),
    ).toMatchObject([
      { subject: 'database connection "shop" of "database"', must: "be declared once" },
      { subject: 'database role "reader" of "database"', must: "be declared once" },
    ]);
  });
});

describe("a role", () => {
  const reader: DatabaseRoleArgs = { name: "reader", creationStatements: [creation] };
  const refusedRole = (settings: Partial<DatabaseRoleArgs>) =>
    refused({ ...shop, roles: [{ ...reader, ...settings }] });

  it.each<[string, Partial<DatabaseRoleArgs>]>([
    ["in several statements", { creationStatements: [creation, 'GRANT SELECT ON orders TO "{{name}}"'] }],
    [
      "that says what it may not",
      { creationStatements: [creation.replace("LOGIN", "LOGIN NOSUPERUSER NOCREATEROLE")] },
    ],
    ["with its own renewal", { renewStatements: [`ALTER ROLE "{{name}}" VALID UNTIL '{{expiration}}'`] }],
    ["as long as the mount", { maxTtl: 86_400, defaultTtl: 86_400 }],
  ])("%s is accepted", (_, settings) => {
    expect(refusedRole(settings)).toEqual([]);
  });

  const withCreation = (from: string, to: string) => ({ creationStatements: [creation.replace(from, to)] });

  it.each<[string, Partial<DatabaseRoleArgs>, readonly object[]]>([
    [
      "without anything",
      { creationStatements: [] },
      [{ must: /\{\{name\}\}/ }, { must: /\{\{password\}\}/ }, { must: /VALID UNTIL/ }],
    ],
    ["that never ends", withCreation(" VALID UNTIL '{{expiration}}'", ""), [{ must: /VALID UNTIL/ }]],
    ["that ends at another time", withCreation("{{expiration}}", "infinity"), [{ must: /VALID UNTIL/ }]],
    ["that is a superuser", withCreation("LOGIN", "LOGIN superuser"), [{ must: "not give SUPERUSER" }]],
    [
      "that makes roles, in another statement",
      { creationStatements: [creation, 'ALTER ROLE "{{name}}" CREATEROLE BYPASSRLS'] },
      [{ must: "not give CREATEROLE" }, { must: "not give BYPASSRLS" }],
    ],
    [
      "with a password",
      withCreation("'{{password}}'", "'CANARY'"),
      [{ must: /\{\{password\}\}/ }, { must: "hold no password" }],
    ],
    [
      "with a further password",
      { creationStatements: [creation, "ALTER ROLE other PASSWORD$$CANARY$$"] },
      [{ must: "hold no password" }],
    ],
    [
      "renewed for ever",
      { renewStatements: ['ALTER ROLE "{{name}}" LOGIN'] },
      [{ path: "renewStatements", must: /VALID/ }],
    ],
    ["without an end", { maxTtl: 0 }, [{ path: "maxTtl" }, { path: "defaultTtl" }]],
    ["beyond the mount", { maxTtl: 86_401 }, [{ path: "maxTtl", found: "86401 s" }]],
    ["longer by default than at most", { maxTtl: 60, defaultTtl: 61 }, [{ path: "defaultTtl", found: "61 s" }]],
    ["that Vault would store by another name", { name: "Reader" }, [{ path: "name", found: '"Reader"' }]],
    ["that is a pattern", { name: "reader-*" }, [{ path: "name" }]],
  ])("%s is refused", (_, settings, problems) => {
    const found = refusedRole(settings);
    expect(found).toMatchObject(
      problems.map((problem) =>
        "must" in problem && problem.must instanceof RegExp
          ? { ...problem, must: expect.stringMatching(problem.must) as string }
          : problem,
      ),
    );
    expect(JSON.stringify(found)).not.toContain("CANARY");
  });
});

describe("a static role", () => {
  const report: DatabaseStaticRoleArgs = { name: "report", username: "report" };

  it.each<[string, Partial<DatabaseStaticRoleArgs>, object]>([
    ["for the user that Vault itself logs in as", { username: "vault" }, { path: "username", found: '"vault"' }],
    ["more often than Vault can", { rotationPeriod: 4 }, { path: "rotationPeriod", found: "4 s" }],
    ["without a new password", { rotationStatements: ['ALTER ROLE "{{name}}" LOGIN'] }, { path: "rotationStatements" }],
    ["in upper case", { name: "Report" }, { path: "name" }],
  ])("%s is refused", (_, settings, problem) => {
    expect(refused({ ...shop, staticRoles: [{ ...report, ...settings }] })).toMatchObject([problem]);
  });

  it("may have its own statements", () => {
    const rotationStatements = [`ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`];
    expect(refused({ ...shop, staticRoles: [{ ...report, rotationStatements }] })).toEqual([]);
  });
});
