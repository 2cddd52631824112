import { asBoolean } from "../scalars";
import { known, map, type Value } from "../value";
import { transportOf } from "../vault/database-transport";
import { settingOf, variableFor } from "./environment";
import type { ServerSetup } from "./setup";
import { storageSetting, type Storage } from "./storage";
import {
  anyGiven,
  ask,
  firstGiven,
  holds,
  isOnMachine,
  type RemoteSetting,
  type RemoteStorage,
} from "./storage-connection";

/** VAULT_PG_CONNECTION_URL wins (physical/postgresql/postgresql.go, connectionURL). A database always asks who it is. */
export function postgres(setup: ServerSetup, storage: Storage): RemoteStorage {
  const inFile = settingOf(setup, storageSetting(storage, "connection_url"));
  const { of, value } = firstGiven(variableFor(setup, "VAULT_PG_CONNECTION_URL"), inFile);
  const isEncrypted = isPostgresEncrypted(value);
  return {
    name: "PostgreSQL",
    isEncrypted: { of, value: isEncrypted },
    isAuthenticated: { of, value: known(true, value.place) },
  };
}

/** By an address as the database engine's plugin reads one, or on the same machine. `prefer`, the default, can end up without TLS. */
function isPostgresEncrypted(address: Value<string | undefined>): Value<boolean> {
  if (address.kind === "unknown") return address;
  const isLocal =
    address.kind === "secret" ? address.matches(postgresOnMachine) : postgresOnMachine.test(address.value ?? "");
  if (isLocal) return known(true, address.place);
  const transport = transportOf("postgresql", (name) =>
    name === "connection_url" ? address : known(undefined, address.place),
  );
  return map(transport, (kind, place) => known(kind !== "no TLS" && kind !== "TLS only if both like it", place));
}

const postgresOnMachine =
  /^postgres(?:ql)?:\/\/(?:[^@/?#]*@)?(?:localhost|127\.[\d.]+|\[::1\])(?:[:/?]|$)|\bhost=(?:localhost|127\.)/iu;

/** Only with a CA does it use TLS, and without a user and a password it does not start (physical/mysql/mysql.go, NewMySQLClient). */
export function mysql(setup: ServerSetup, storage: Storage): RemoteStorage {
  const address = settingOf(setup, storageSetting(storage, "address"));
  const isLocal = ask(address, (text = "127.0.0.1") => isOnMachine(text.trim()));
  return {
    name: "MySQL",
    isEncrypted: holds(isLocal) ? isLocal : anyGiven([settingOf(setup, storageSetting(storage, "tls_ca_file"))]),
    isAuthenticated: { of: address.of, value: known(true, address.value.place) },
  };
}

/** physical/cockroachdb/cockroachdb.go; its addresses are PostgreSQL's. */
export function cockroach(setup: ServerSetup, storage: Storage): RemoteStorage {
  const { of, value } = settingOf(setup, storageSetting(storage, "connection_url"));
  return {
    name: "CockroachDB",
    isEncrypted: { of, value: isPostgresEncrypted(value) },
    isAuthenticated: { of, value: known(true, value.place) },
  };
}

/** Vault has no setting for TLS to it, and the driver's default is none (physical/mssql/mssql.go; go-mssqldb, msdsn/conn_str.go). */
export function sqlServer(setup: ServerSetup, storage: Storage): RemoteStorage {
  const server = settingOf(setup, storageSetting(storage, "server"));
  return {
    name: "SQL Server",
    isEncrypted: ask(server, (text = "") => isOnMachine(text.trim())),
    isAuthenticated: { of: server.of, value: known(true, server.value.place) },
  };
}

/** physical/cassandra/cassandra.go, setupCassandraTLS */
export function cassandra(setup: ServerSetup, storage: Storage): RemoteStorage {
  return {
    name: "Cassandra",
    isEncrypted: bySwitch(setup, storage, { addresses: "hosts", isOn: "tls" }),
    isAuthenticated: anyGiven([settingOf(setup, storageSetting(storage, "username"))]),
  };
}

/** physical/zookeeper/zookeeper.go, createClient */
export function zooKeeper(setup: ServerSetup, storage: Storage): RemoteStorage {
  return {
    name: "ZooKeeper",
    isEncrypted: bySwitch(setup, storage, { addresses: "address", isOn: "tls_enabled" }),
    isAuthenticated: anyGiven([settingOf(setup, storageSetting(storage, "auth_info"))]),
  };
}

/** Without addresses both are on the same machine. */
function bySwitch(
  setup: ServerSetup,
  storage: Storage,
  names: { readonly addresses: string; readonly isOn: string },
): RemoteSetting {
  const given = storageSetting(storage, names.isOn);
  const { of } = settingOf(setup, given);
  const isOn: RemoteSetting = { of, value: map(asBoolean(given), (on, place) => known(on === true, place)) };
  if (holds(isOn)) return isOn;
  const addresses = settingOf(setup, storageSetting(storage, names.addresses));
  const isLocal = ask(addresses, (text = "localhost") => text.split(",").every((each) => isOnMachine(each.trim())));
  return isLocal.value.kind !== "known" || isLocal.value.value ? isLocal : isOn;
}

/** The environment wins (physical/couchdb/couchdb.go, buildCouchDBBackend). */
export function couch(setup: ServerSetup, storage: Storage): RemoteStorage {
  const inFile = (name: string) => settingOf(setup, storageSetting(storage, name));
  const endpoint = firstGiven(variableFor(setup, "COUCHDB_ENDPOINT"), inFile("endpoint"));
  return {
    name: "CouchDB",
    isEncrypted: ask(endpoint, (text = "") => /^\s*https:/iu.test(text) || isOnMachine(text.trim())),
    isAuthenticated: anyGiven([inFile("username"), variableFor(setup, "COUCHDB_USERNAME")]),
  };
}
