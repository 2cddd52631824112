import { input, type Resource } from "../resource";
import { asNames, asText } from "../scalars";
import { readSecret } from "../secret";
import { field, isAbsent, isList, known, type Unknown, type Value } from "../value";
import { transportOf, type Transport } from "./database-transport";
import { foundIn, isFound, sdkName, type Settings } from "./settings";

/** How the database engine reaches one database. */
export interface DatabaseConnection {
  readonly transport: Value<Transport>;
  /** Whether a password stands in the address itself, which Vault then can never rotate (builtin/logical/database). */
  readonly hasPassword: Value<boolean>;
  /** Roles that may use it; `*` is every role. */
  readonly allowedRoles: Value<readonly Value<string>[]>;
}

/** Blocks of the SDK's resources, one for each plugin; a mount has lists of them, with names that the SDK made plural. */
const blocks: Readonly<Record<string, { readonly single: string; readonly list: string }>> = {
  cassandra: { single: "cassandra", list: "cassandras" },
  couchbase: { single: "couchbase", list: "couchbases" },
  elasticsearch: { single: "elasticsearch", list: "elasticsearches" },
  hana: { single: "hana", list: "hanas" },
  influxdb: { single: "influxdb", list: "influxdbs" },
  mongodb: { single: "mongodb", list: "mongodbs" },
  mongodbatlas: { single: "mongodbatlas", list: "mongodbatlas" },
  mssql: { single: "mssql", list: "mssqls" },
  mysql: { single: "mysql", list: "mysqls" },
  "mysql-aurora": { single: "mysqlAurora", list: "mysqlAuroras" },
  "mysql-legacy": { single: "mysqlLegacy", list: "mysqlLegacies" },
  "mysql-rds": { single: "mysqlRds", list: "mysqlRds" },
  oracle: { single: "oracle", list: "oracles" },
  postgresql: { single: "postgresql", list: "postgresqls" },
  redis: { single: "redis", list: "redis" },
  "redis-elasticache": { single: "redisElasticache", list: "redisElasticaches" },
  redshift: { single: "redshift", list: "redshifts" },
  snowflake: { single: "snowflake", list: "snowflakes" },
};

/** The names of the blocks that a connection of its own can have. */
export const connectionBlocks: readonly string[] = Object.values(blocks).map(({ single }) => single);

/** The names of the lists of blocks that a mount with its connections can have. */
export const mountBlocks: readonly string[] = Object.values(blocks).map(({ list }) => list);

/** The connections that a resource declares; none for what is about something else. */
export function databaseConnectionsOf(resource: Resource): (DatabaseConnection | Unknown)[] {
  switch (resource.type) {
    case "vault:database/secretBackendConnection:SecretBackendConnection":
      return Object.entries(blocks).flatMap(([plugin, { single }]) => {
        const block = input(resource, single);
        return isAbsent(block) ? [] : [readBlock(plugin, block, input(resource, "allowedRoles"))];
      });
    case "vault:database/secretsMount:SecretsMount":
      return Object.entries(blocks).flatMap(([plugin, { list }]) => readList(plugin, input(resource, list)));
    default:
      return writtenConnection(resource);
  }
}

function readList(plugin: string, list: Value): (DatabaseConnection | Unknown)[] {
  if (list.kind === "unknown") return [list];
  if (list.kind !== "known" || !isList(list.value)) return [];
  return list.value.map((block) => readBlock(plugin, block, field(block, "allowedRoles")));
}

function readBlock(plugin: string, block: Value, allowedRoles: Value): DatabaseConnection | Unknown {
  if (block.kind === "unknown") return block;
  // What the SDK has no name for can stand in a map beside the rest.
  const settings: Settings = (name) => {
    const own = field(block, sdkName(name));
    const more = field(block, "data", name);
    return isAbsent(own) && !isAbsent(more) ? more : own;
  };
  return readConnection(plugin, settings, allowedRoles);
}

/** A path below a mount whose name says that databases are behind it. */
export const databaseMount = /^[^/]*(?:database|db|sql|mongo)[^/]*\/(?:config|roles)\//iu;

function writtenConnection(resource: Resource): (DatabaseConnection | Unknown)[] {
  const connection = foundIn(resource, {
    types: [],
    path: /^(?!(?:auth|sys|identity)\/).+\/config\/[^/]+$/u,
    mounts: ["database"],
    toldBy: { settings: ["plugin_name", "connection_url"], path: databaseMount },
  });
  if (connection === undefined) return [];
  if (!isFound(connection)) return [connection];
  const { settings } = connection;
  const plugin = asText(settings("plugin_name"));
  if (plugin.kind === "unknown") return [plugin];
  const name = plugin.kind === "secret" ? readSecret(plugin, (text) => text) : (plugin.value ?? "");
  return [readConnection(name.replace(/-database-plugin$/u, ""), settings, settings("allowed_roles"))];
}

function readConnection(plugin: string, settings: Settings, allowedRoles: Value): DatabaseConnection {
  return {
    transport: transportOf(plugin, settings),
    hasPassword: passwordIn(asText(settings("connection_url"))),
    allowedRoles: asNames(allowedRoles),
  };
}

function passwordIn(url: Value<string | undefined>): Value<boolean> {
  if (url.kind === "unknown") return url;
  const hasOne = (text: string) => !text.includes("{{password}}") && password.test(text);
  return known(url.kind === "secret" ? readSecret(url, hasOne) : hasOne(url.value ?? ""), url.place);
}

/** `//user:word@host`, `user:word@tcp(host)`, `password=word`. */
const password = /(?:^|\/\/)[^\s/@:?]*:(?!\/\/)[^\s@]+@|(?:^|[\s;?&])(?:password|pwd)\s*=\s*[^\s;&]/iu;
