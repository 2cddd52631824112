import type { Resource } from "../resource";
import { asBoolean } from "../scalars";
import { readSecret } from "../secret";
import { isAbsent, known, map, unknown, type Value } from "../value";
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

/** An agent of Consul's on the same machine is the usual one, and no network between. */
function consul(setup: ServerSetup, storage: Storage): RemoteStorage {
  return {
    name: "Consul",
    isEncrypted: isConsulEncrypted(setup, storage),
    isAuthenticated: anyGiven([
      settingOf(setup, storageSetting(storage, "token")),
      variableFor(setup, "CONSUL_HTTP_TOKEN"),
      variableFor(setup, "CONSUL_HTTP_TOKEN_FILE"),
    ]),
  };
}

/**
 * The configuration's `scheme` wins over that of its `address`, and both over CONSUL_HTTP_SSL (physical/consul/consul.go,
 * SetupSecureTLS). In CONSUL_HTTP_ADDR https:// always counts, and http:// never (github.com/hashicorp/consul/api, NewClient).
 */
function isConsulEncrypted(setup: ServerSetup, storage: Storage): RemoteSetting {
  const inFile = settingOf(setup, storageSetting(storage, "address"));
  const scheme = ask(settingOf(setup, storageSetting(storage, "scheme")), (text) => text?.toLowerCase() === "https");
  if (holds(scheme)) return scheme;
  const address = firstGiven(inFile, variableFor(setup, "CONSUL_HTTP_ADDR"));
  const isLocal = ask(address, (text = "") => text.trim() === "" || isOnMachine(text.trim()));
  if (isLocal.value.kind !== "known" || isLocal.value.value) return isLocal;
  const isHttps = ask(address, (text = "") => /^\s*https:/iu.test(text));
  const isHttp = ask(address, (text = "") => /^\s*http:/iu.test(text));
  if (address !== inFile && holds(isHttps)) return isHttps;
  if (!isAbsent(storageSetting(storage, "scheme"))) return scheme;
  if (address === inFile && (holds(isHttps) || holds(isHttp))) return isHttps;
  const { of, value } = variableFor(setup, "CONSUL_HTTP_SSL");
  const at = storageSetting(storage, "scheme").place;
  return { of, value: map(asBoolean(value), (isOn) => known(isOn === true, at)) };
}

function etcd(setup: ServerSetup, storage: Storage): RemoteStorage {
  const inFile = (name: string) => settingOf(setup, storageSetting(storage, name));
  const address = firstGiven(variableFor(setup, "ETCD_ADDR"), inFile("address"));
  const domain = firstGiven(variableFor(setup, "ETCD_DISCOVERY_SRV"), inFile("discovery_srv"));
  return {
    name: "etcd",
    isEncrypted:
      isAbsent(address.value) && !isAbsent(domain.value)
        ? { of: domain.of, value: unknown("leaves it to DNS whether servers are reached by TLS", domain.value.place) }
        : ask(address, (text = "") => text.split(",").every(isSafeAddress)),
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

/** Only with a CA does it use TLS, and without a user and a password it does not start (physical/mysql/mysql.go, NewMySQLClient). */
function mysql(setup: ServerSetup, storage: Storage): RemoteStorage {
  const address = settingOf(setup, storageSetting(storage, "address"));
  const isLocal = ask(address, (text = "127.0.0.1") => isOnMachine(text.trim()));
  return {
    name: "MySQL",
    isEncrypted: holds(isLocal) ? isLocal : anyGiven([settingOf(setup, storageSetting(storage, "tls_ca_file"))]),
    isAuthenticated: { of: address.of, value: known(true, address.value.place) },
  };
}

/** Without an address it is etcd's own default, on the same machine. */
function isSafeAddress(address: string): boolean {
  return address.trim() === "" || /^https:/iu.test(address.trim()) || isOnMachine(address.trim());
}

function isOnMachine(address: string): boolean {
  return /^(?:unix:|(?:https?:\/\/)?(?:127\.|localhost\b|\[::1\]))/iu.test(address);
}

/** What a setting says, be its text secret or not. */
function ask({ of, value }: ServerVariable, read: (text: string | undefined) => boolean): RemoteSetting {
  if (value.kind === "secret") return { of, value: known(readSecret(value, read), value.place) };
  return { of, value: map(value, (text, place) => known(read(text), place)) };
}

function holds({ value }: RemoteSetting): boolean {
  return value.kind === "known" && value.value;
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
