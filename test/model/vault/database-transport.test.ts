import { known, type Content } from "../../../model/value";
import { readValue } from "../../../model/read";
import { transportOf } from "../../../model/vault/database-transport";
import { databaseConnectionsOf } from "../../../model/vault/database-connection";
import { unknownMark } from "../../../model/unknown-mark";
import { readResource } from "../../../model/resource";

const checked = "TLS to a checked server";
const anybody = "TLS to whoever answers";
const perhaps = "TLS only if both like it";
const login = "{{username}}:{{password}}";

function transport(plugin: string, settings: Readonly<Record<string, Content>>): string {
  const found = transportOf(plugin, (name) => {
    const value: unknown = settings[name];
    return value === undefined ? known(undefined, { path: [name] }) : readValue(value, { path: [name] });
  });
  return found.kind === "known" ? found.value : found.kind;
}

test.each([
  ["postgresql", `postgresql://${login}@db/shop?sslmode=verify-full`, checked],
  ["postgresql", `postgres://${login}@db/shop?application_name=x&sslmode=verify-ca`, checked],
  ["postgresql", `postgresql://${login}@db/shop?sslmode=require`, anybody],
  ["postgresql", `postgresql://${login}@db/shop?sslmode=require&sslrootcert=/ca.pem`, checked],
  ["postgresql", `postgresql://${login}@db/shop?sslmode=require&sslrootcert=`, anybody],
  ["postgresql", `postgresql://${login}@db/shop`, perhaps],
  ["postgresql", `postgresql://${login}@db/shop?sslmode=disable`, "no TLS"],
  ["postgresql", "host=db user={{username}} password={{password}} sslmode=verify-full", checked],
  ["postgresql", "host=db sslmode='disable'", "no TLS"],
  ["postgresql", "host=/run/postgresql sslmode=disable", checked],
  ["redshift", `postgresql://${login}@db/shop`, perhaps],
  ["mysql", `${login}@tcp(db:3306)/`, "no TLS"],
  ["mysql-rds", `${login}@tcp(db:3306)/?tls=true`, checked],
  ["mysql", `${login}@tcp(db:3306)/?tls=skip-verify`, anybody],
  ["mysql", `${login}@tcp(db:3306)/?tls=preferred`, perhaps],
  ["mysql", `${login}@unix(/run/mysqld.sock)/`, checked],
  ["mssql", `sqlserver://${login}@db:1433?encrypt=true`, checked],
  ["mssql", `sqlserver://${login}@db:1433?encrypt=true&TrustServerCertificate=true`, anybody],
  ["mssql", `sqlserver://${login}@db:1433`, "no TLS"],
  ["mssql", "server=db;user id={{username}};Encrypt=strict", checked],
  ["mongodb", `mongodb://${login}@db/?tls=true`, checked],
  ["mongodb", `mongodb://${login}@db/?ssl=true&sslInsecure=true`, anybody],
  ["mongodb", `mongodb://${login}@db/`, "no TLS"],
  ["mongodb", `mongodb+srv://${login}@db/`, checked],
  ["mongodb", `mongodb+srv://${login}@db/?tls=false`, "no TLS"],
  ["hana", `hdb://${login}@db:39013`, "no TLS"],
  ["hana", `hdb://${login}@db:39013?TLSServerName=db`, checked],
  ["hana", `hdb://${login}@db:39013?TLSInsecureSkipVerify=true`, anybody],
  ["oracle", `${login}@tcps://db:2484/shop`, checked],
  ["oracle", "{{username}}/{{password}}@db:1521/shop", "unknown"],
  ["snowflake", `${login}@account.snowflakecomputing.com/shop`, checked],
  ["a-plugin-of-ours", "x", "unknown"],
])("%s at %s: %s", (plugin, url, expected) => {
  expect(transport(plugin, { connection_url: url })).toBe(expected);
});

test.each<[string, Readonly<Record<string, Content>>, string]>([
  ["mysql", { connection_url: "x@tcp(db)/", tls_ca: "pem" }, checked],
  ["mysql", { connection_url: "x@tcp(db)/", tls_ca: "pem", tls_skip_verify: true }, anybody],
  ["mysql", { connection_url: "x@tcp(db)/", tls_ca: "" }, "no TLS"],
  ["mysql", { connection_url: "x@tcp(db)/", tls_ca: " ", tls_certificate_key: "" }, "no TLS"],
  ["mysql", { connection_url: "x@tcp(db)/", tls_ca: unknownMark }, "unknown"],
  ["mysql", { connection_url: "x@tcp(db)/?tls=true", tls_ca: unknownMark }, checked],
  ["mysql", { connection_url: "x@tcp(db)/", tls_ca: unknownMark, tls_certificate_key: "pem" }, checked],
  ["mysql", { connection_url: "x@tcp(db)/?tls=true", tls_ca: unknownMark, tls_skip_verify: true }, "unknown"],
  ["mongodb", { connection_url: "mongodb://db/", tls_ca: "" }, "no TLS"],
  ["mongodb", { connection_url: "mongodb://db/", tls_ca: unknownMark }, "unknown"],
  ["mongodb", { connection_url: "mongodb://db/?tls=true", tls_ca: unknownMark }, checked],
  ["mongodb", { connection_url: "mongodb://db/", tls_ca: "pem" }, checked],
  ["cassandra", { pem_bundle: "" }, "no TLS"],
  ["cassandra", { pem_bundle: unknownMark }, "unknown"],
  ["influxdb", { tls: true, pem_json: unknownMark }, checked],
  ["influxdb", { pem_json: "" }, "no TLS"],
  ["postgresql", { connection_url: "postgresql://db", auth_type: "gcp_iam" }, checked],
  ["cassandra", { tls: true }, "no TLS"],
  ["cassandra", { tls: true, insecure_tls: true }, anybody],
  ["cassandra", { pem_bundle: "pem" }, checked],
  ["influxdb", { tls: "true" }, checked],
  ["influxdb", { pem_json: "{}", insecure_tls: 1 }, anybody],
  ["redis", { host: "db" }, "no TLS"],
  ["couchbase", { tls: true, insecure_tls: true }, anybody],
  ["elasticsearch", { url: "https://db:9200" }, checked],
  ["elasticsearch", { url: "https://db:9200", insecure: true }, anybody],
  ["elasticsearch", { url: "http://db:9200" }, "no TLS"],
])("%s with %j: %s", (plugin, settings, expected) => {
  expect(transport(plugin, settings)).toBe(expected);
});

test.each([
  ["a template", `postgresql://${login}@db`, false],
  ["a password", "postgresql://vault:word@db", true],
  ["a user only", "postgresql://vault@db", false],
  ["a password before tcp", "vault:word@tcp(db)/", true],
  ["a password among pairs", "host=db user=vault password=word", true],
  ["a password among pairs of another kind", "server=db;pwd=word", true],
])("%s in the address of a connection", (_name, connectionUrl, expected) => {
  const [connection] = databaseConnectionsOf(
    readResource({
      urn: "u",
      type: "vault:database/secretBackendConnection:SecretBackendConnection",
      name: "a",
      props: { postgresql: { connectionUrl } },
    }),
  );
  expect(connection !== undefined && "hasPassword" in connection && connection.hasPassword).toMatchObject({
    value: expected,
  });
});
