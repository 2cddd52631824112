import { composeType } from "../../../model/file-types";
import { readResource } from "../../../model/resource";
import { remoteStorageOf } from "../../../model/server/remote-storage";
import { setupOf } from "../../../model/server/setup";
import { storageFor } from "../../../model/server/storage";
import type { RemoteStorage } from "../../../model/server/storage-connection";

/** The storage of a Compose project's server. */
function remote(storage: object, variables: object): RemoteStorage {
  const configuration = JSON.stringify({ storage, listener: { tcp: { address: "0.0.0.0:8200" } } });
  const environment = { ...variables, VAULT_LOCAL_CONFIG: configuration };
  const props = { services: { vault: { image: "hashicorp/vault", command: "server", environment } } };
  const setup = setupOf(readResource({ urn: "urn", type: composeType, name: "compose.yaml", props }));
  const [found] = setup === undefined ? [] : storageFor(setup).map((each) => remoteStorageOf(setup, each));
  if (found === undefined) throw new Error("no remote storage was read");
  return found;
}

const away = "consul.example.com:8500";

test.each<[string, object, object, boolean]>([
  ["an agent on the same machine", {}, {}, true],
  ["another machine", { address: away }, {}, false],
  ["another machine, by the environment", {}, { CONSUL_HTTP_ADDR: away }, false],
  ["scheme https", { address: away, scheme: "https" }, {}, true],
  ["an address with https", { address: `https://${away}` }, {}, true],
  ["an address with https that the scheme takes back", { address: `https://${away}`, scheme: "http" }, {}, false],
  ["CONSUL_HTTP_SSL", { address: away }, { CONSUL_HTTP_SSL: "true" }, true],
  ["CONSUL_HTTP_SSL that the address takes back", { address: `http://${away}` }, { CONSUL_HTTP_SSL: "true" }, false],
  ["CONSUL_HTTP_SSL that the scheme takes back", { address: away, scheme: "http" }, { CONSUL_HTTP_SSL: "true" }, false],
  ["https in CONSUL_HTTP_ADDR", {}, { CONSUL_HTTP_ADDR: `https://${away}` }, true],
  ["https in CONSUL_HTTP_ADDR, whatever the scheme", { scheme: "http" }, { CONSUL_HTTP_ADDR: `https://${away}` }, true],
  [
    "http in CONSUL_HTTP_ADDR, and CONSUL_HTTP_SSL",
    {},
    { CONSUL_HTTP_ADDR: `http://${away}`, CONSUL_HTTP_SSL: "1" },
    true,
  ],
])("Consul with %s", (_name, consul, variables, expected) => {
  expect(remote({ consul }, variables).isEncrypted.value).toMatchObject({ kind: "known", value: expected });
});

test.each<[string, object, object, boolean | undefined]>([
  ["a server on the same machine", {}, {}, true],
  ["https", { address: "https://etcd-0:2379,https://etcd-1:2379" }, {}, true],
  ["http for one server", { address: "https://etcd-0:2379,http://etcd-1:2379" }, {}, false],
  ["an address of the environment", { address: "https://etcd-0:2379" }, { ETCD_ADDR: "http://etcd-0:2379" }, false],
  ["servers that DNS knows", { discovery_srv: "example.com" }, {}, undefined],
  ["servers that DNS knows, by the environment", {}, { ETCD_DISCOVERY_SRV: "example.com" }, undefined],
])("etcd with %s", (_name, etcd, variables, expected) => {
  const { value } = remote({ etcd }, variables).isEncrypted;
  expect(value).toMatchObject(expected === undefined ? { kind: "unknown" } : { kind: "known", value: expected });
});

test.each<[string, object, boolean]>([
  ["the same machine", {}, true],
  ["a CA", { address: "db.example.com:3306", tls_ca_file: "/ca.crt" }, true],
  ["no CA", { address: "db.example.com:3306", plaintext_connection_allowed: "true" }, false],
])("MySQL with %s, where a user and a password are always needed", (_name, mysql, expected) => {
  const { isEncrypted, isAuthenticated } = remote({ mysql }, {});
  expect(isEncrypted.value).toMatchObject({ kind: "known", value: expected });
  expect(isAuthenticated.value).toMatchObject({ kind: "known", value: true });
});

test.each<[string, object, object, boolean]>([
  ["ZooKeeper on the same machine", { zookeeper: {} }, {}, true],
  ["ZooKeeper with tls_enabled", { zookeeper: { address: "zk:2181", tls_enabled: "true" } }, {}, true],
  ["ZooKeeper elsewhere", { zookeeper: { address: "127.0.0.1:2181,zk:2181" } }, {}, false],
  ["Cassandra with tls = 1", { cassandra: { hosts: "cassandra-0,cassandra-1", tls: 1 } }, {}, true],
  ["Cassandra with tls = 0", { cassandra: { hosts: "cassandra-0", tls: "0" } }, {}, false],
  [
    "CockroachDB with sslmode=verify-full",
    { cockroachdb: { connection_url: "postgres://db/x?sslmode=verify-full" } },
    {},
    true,
  ],
  [
    "CockroachDB with sslmode=disable",
    { cockroachdb: { connection_url: "postgres://db/x?sslmode=disable" } },
    {},
    false,
  ],
  ["CouchDB at https", { couchdb: { endpoint: "https://couch:6984/vault" } }, {}, true],
  [
    "CouchDB at the environment's http",
    { couchdb: { endpoint: "https://couch:6984/vault" } },
    { COUCHDB_ENDPOINT: "http://couch:5984/vault" },
    false,
  ],
  ["SQL Server elsewhere", { mssql: { server: "db.example.com" } }, {}, false],
])("%s", (_name, storage, variables, expected) => {
  expect(remote(storage, variables).isEncrypted.value).toMatchObject({ kind: "known", value: expected });
});
