import type { Resource } from "../resource";
import { asBoolean } from "../scalars";
import { isAbsent, known, map, type Value } from "../value";
import { settingOf, variableFor, type ServerVariable } from "./environment";
import type { ServerSetup } from "./setup";
import { transportOf } from "../vault/database-transport";
import { isOfType, storageSetting, type Storage } from "./storage";

/** How a server reaches storage on another machine. */
export interface RemoteStorage {
  readonly name: "Consul" | "etcd" | "PostgreSQL" | "MySQL";
  /** Whether by TLS, or not over a network at all. */
  readonly isEncrypted: RemoteSetting;
  /** Whether with a credential, which lets the storage keep others out. */
  readonly isAuthenticated: RemoteSetting;
}

/** Something that the configuration or the environment decides. */
export interface RemoteSetting {
  readonly of: Resource;
  readonly value: Value<boolean>;
}

/**
 * For Consul, etcd, PostgreSQL and MySQL (physical/consul/consul.go, physical/etcd/etcd3.go, physical/postgresql/postgresql.go,
 * physical/mysql/mysql.go); undefined for other storage.
 */
export function remoteStorageOf(setup: ServerSetup, storage: Storage): RemoteStorage | undefined {
  if (isOfType(storage, "consul")) return consul(setup, storage);
  if (isOfType(storage, "postgresql")) return postgres(setup, storage);
  if (isOfType(storage, "mysql")) return mysql(setup, storage);
  return isOfType(storage, "etcd") ? etcd(setup, storage) : undefined;
}

/** The configuration's address wins. An agent of Consul's on the same machine is the usual one, and no network between. */
function consul(setup: ServerSetup, storage: Storage): RemoteStorage {
  const inFile = (name: string) => settingOf(setup, storageSetting(storage, name));
  const address = firstGiven(inFile("address"), variableFor(setup, "CONSUL_HTTP_ADDR"));
  const scheme = inFile("scheme");
  const bySsl = variableFor(setup, "CONSUL_HTTP_SSL");
  const secured: RemoteSetting = isAbsent(scheme.value)
    ? { of: bySsl.of, value: map(asBoolean(bySsl.value), (isOn) => known(isOn === true, scheme.value.place)) }
    : { of: scheme.of, value: map(scheme.value, (given, place) => known(given?.toLowerCase() === "https", place)) };
  const isSafe = map(address.value, (text, place) => known(isSafeAddress(text ?? ""), place));
  return {
    name: "Consul",
    isEncrypted: isSafe.kind === "known" && !isSafe.value ? secured : { of: address.of, value: isSafe },
    isAuthenticated: anyGiven([
      inFile("token"),
      variableFor(setup, "CONSUL_HTTP_TOKEN"),
      variableFor(setup, "CONSUL_HTTP_TOKEN_FILE"),
    ]),
  };
}

function etcd(setup: ServerSetup, storage: Storage): RemoteStorage {
  const inFile = (name: string) => settingOf(setup, storageSetting(storage, name));
  const { of, value } = firstGiven(variableFor(setup, "ETCD_ADDR"), inFile("address"));
  return {
    name: "etcd",
    isEncrypted: { of, value: map(value, (text, place) => known((text ?? "").split(",").every(isSafeAddress), place)) },
    isAuthenticated: anyGiven([inFile("username"), inFile("tls_cert_file"), variableFor(setup, "ETCD_USERNAME")]),
  };
}

/** VAULT_PG_CONNECTION_URL wins (physical/postgresql/postgresql.go, connectionURL). A database always asks who it is. */
function postgres(setup: ServerSetup, storage: Storage): RemoteStorage {
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

/** Only with a CA does it use TLS (physical/mysql/mysql.go, setupMySQLTLSConfig). */
function mysql(setup: ServerSetup, storage: Storage): RemoteStorage {
  const inFile = (name: string) => settingOf(setup, storageSetting(storage, name));
  const address = inFile("address");
  const isSafe = map(address.value, (text, place) => known(isOnMachine((text ?? "127.0.0.1").trim()), place));
  return {
    name: "MySQL",
    isEncrypted:
      isSafe.kind === "known" && isSafe.value ? { of: address.of, value: isSafe } : anyGiven([inFile("tls_ca_file")]),
    isAuthenticated: anyGiven([inFile("username"), inFile("password")]),
  };
}

/** Without an address it is etcd's own default, on the same machine. */
function isSafeAddress(address: string): boolean {
  return address.trim() === "" || /^https:/iu.test(address.trim()) || isOnMachine(address.trim());
}

function isOnMachine(address: string): boolean {
  return /^(?:unix:|(?:https?:\/\/)?(?:127\.|localhost\b|\[::1\]))/iu.test(address);
}

function firstGiven(first: ServerVariable, second: ServerVariable): ServerVariable {
  return isAbsent(first.value) && !isAbsent(second.value) ? second : first;
}

function anyGiven(settings: readonly [ServerVariable, ...ServerVariable[]]): RemoteSetting {
  const [first] = settings;
  const given = settings.find(({ isSet }) => isSet);
  if (given !== undefined) return { of: given.of, value: known(true, given.value.place) };
  const open = settings.find(({ value }) => value.kind === "unknown");
  if (open?.value.kind === "unknown") return { of: open.of, value: open.value };
  return { of: first.of, value: known(false, first.value.place) };
}
