import { asBoolean } from "../scalars";
import { isAbsent, known, map, unknown } from "../value";
import { cassandra, cockroach, couch, mysql, postgres, sqlServer, zooKeeper } from "./database-storage";
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

/**
 * For storage that Vault reaches at an address that its operators choose (physical/); undefined for a server's own and for a cloud's,
 * whose clients use TLS by themselves.
 */
export function remoteStorageOf(setup: ServerSetup, storage: Storage): RemoteStorage | undefined {
  return storage.type.kind === "known" ? readers.get(storage.type.value ?? "")?.(setup, storage) : undefined;
}

const readers: ReadonlyMap<string, (setup: ServerSetup, storage: Storage) => RemoteStorage> = new Map([
  ["cassandra", cassandra],
  ["cockroachdb", cockroach],
  ["consul", consul],
  ["couchdb", couch],
  ["couchdb_transactional", couch],
  ["etcd", etcd],
  ["mssql", sqlServer],
  ["mysql", mysql],
  ["postgresql", postgres],
  ["zookeeper", zooKeeper],
]);

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

/** Without an address it is etcd's own default, on the same machine. */
function isSafeAddress(address: string): boolean {
  return address.trim() === "" || /^https:/iu.test(address.trim()) || isOnMachine(address.trim());
}
