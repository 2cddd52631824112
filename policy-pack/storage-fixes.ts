import type { RemoteStorage } from "../model/server/storage-connection";

const inUrl = { tls: "write sslmode=verify-full and sslrootcert into connection_url", login: "write a user into it" };
/** What to do about storage on another machine that Vault reaches in clear, or as anyone, in Vault's own settings. */
export const storageFixes: Readonly<Record<RemoteStorage["name"], { readonly tls: string; readonly login: string }>> = {
  Cassandra: { tls: "set tls = 1, and name the CA in pem_bundle_file", login: "set username and password" },
  CockroachDB: inUrl,
  Consul: {
    tls: 'set scheme = "https", and name the CA with tls_ca_file',
    login: "give the server CONSUL_HTTP_TOKEN in its environment, from a Secret",
  },
  CouchDB: {
    tls: "write its endpoint with https://",
    login: "give the server COUCHDB_USERNAME and COUCHDB_PASSWORD in its environment, from a Secret",
  },
  etcd: {
    tls: "write its address with https://, and name the CA with tls_ca_file",
    login: "give the server ETCD_USERNAME and ETCD_PASSWORD in its environment, from a Secret",
  },
  MySQL: { tls: "name the CA with tls_ca_file", login: "set username and password" },
  PostgreSQL: inUrl,
  "SQL Server": {
    tls: 'use storage "raft": Vault has no setting for TLS to SQL Server',
    login: "set username and password",
  },
  ZooKeeper: {
    tls: "set tls_enabled = true, and name the CA with tls_ca_file",
    login: "set auth_info and znode_owner",
  },
};
