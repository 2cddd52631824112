import { notKnownYet, type BadExample, type Example, type UnknownExample } from "../../example";
import { configuration, hardenedVault, statefulSet, withContainer, withProps } from "../../hardened";

const lasting = "keep what it stores when a server or its pod goes";
const clustered = "name its cluster_addr, without which it does not start on raft storage";
const kept = "keep the volumes with what is stored when it is deleted";
const subject = "ConfigMap vault/vault-config";
const servers = "StatefulSet vault/vault";
const raft = configuration.slice(configuration.indexOf('storage "raft"'), configuration.indexOf('seal "awskms"'));
const stored = (storage: string) => configuration.replace(raft, `${storage}\n`);
const storageAt = 'data["vault.hcl"].storage';

export const examples: {
  readonly good: readonly [Example, ...Example[]];
  readonly bad: readonly [BadExample, ...BadExample[]];
  readonly unknown: readonly [UnknownExample, ...UnknownExample[]];
} = {
  good: [
    { name: "a hardened Vault", resources: hardenedVault() },
    {
      name: "Consul, over TLS and with a token from the environment",
      resources: hardenedVault({
        configuration: configMap(
          stored('storage "consul" {\n  address = "consul.example.com:8501"\n  scheme = "https"\n}'),
        ),
        servers: withContainer({
          env: [{ name: "CONSUL_HTTP_TOKEN_FILE", value: "/vault/consul/token" }],
        }),
      }),
    },
    {
      name: "Consul, with a token from a Secret, without which no server starts",
      resources: hardenedVault({
        configuration: configMap(
          stored('storage "consul" {\n  address = "consul.example.com:8501"\n  scheme = "https"\n}'),
        ),
        servers: withContainer({
          env: [{ name: "CONSUL_HTTP_TOKEN", valueFrom: { secretKeyRef: { name: "consul", key: "token" } } }],
        }),
      }),
      isPartial: true,
    },
    {
      name: "etcd, with a client certificate",
      resources: hardenedVault({
        configuration: configMap(
          stored(
            'storage "etcd" {\n  address = "https://etcd-0:2379,https://etcd-1:2379"\n  tls_cert_file = "/vault/etcd/tls.crt"\n}',
          ),
        ),
      }),
    },
    {
      name: "PostgreSQL that is checked",
      resources: hardenedVault({
        configuration: configMap(
          stored('storage "postgresql" {\n  connection_url = "postgres://db.example.com/vault?sslmode=verify-full"\n}'),
        ),
      }),
    },
    {
      name: "MySQL, over TLS, its user and password in the environment",
      resources: hardenedVault({
        configuration: configMap(
          stored('storage "mysql" {\n  address = "db.example.com:3306"\n  tls_ca_file = "/vault/mysql/ca.crt"\n}'),
        ),
        servers: withContainer({
          env: ["USERNAME", "PASSWORD"].map((name) => ({
            name: `VAULT_MYSQL_${name}`,
            valueFrom: { secretKeyRef: { name: "mysql", key: name } },
          })),
        }),
      }),
    },
    {
      name: "a class of volumes that are retained",
      resources: hardenedVault({ servers: ofClass("retained"), more: storageClass({ reclaimPolicy: "Retain" }) }),
    },
  ],
  bad: [
    {
      name: "a file",
      resources: [configMap(stored('storage "file" {\n  path = "/vault/data"\n}'))],
      finds: [{ subject, path: `${storageAt}.file (line 15)`, must: lasting, found: '"file"' }],
    },
    {
      name: "memory, in JSON",
      resources: [configMap(JSON.stringify({ backend: { inmem: { x: 1 } }, listener: { unix: { address: "/s" } } }))],
      finds: [{ subject, path: 'data["vault.hcl"].backend.inmem (line 1)', must: lasting, found: '"inmem"' }],
    },
    {
      name: "raft without cluster_addr",
      resources: [configMap(configuration.replace(/^cluster_addr.*$/mu, ""))],
      finds: [{ subject, path: 'data["vault.hcl"].cluster_addr', must: clustered, found: "nothing" }],
    },
    {
      name: "raft in the container's own files",
      resources: hardenedVault({
        servers: withContainer({ env: [{ name: "VAULT_RAFT_PATH", value: "/var/lib/vault" }] }),
      }),
      finds: [
        {
          subject: servers,
          path: "spec.template.spec.containers[0].env[0].value",
          must: lasting,
          found: "the own files of StatefulSet vault/vault",
        },
      ],
    },
    {
      name: "raft on a volume that goes with its pod",
      resources: hardenedVault({
        servers: withProps(statefulSet, {
          spec: {
            template: {
              spec: {
                volumes: [
                  { name: "config", configMap: { name: "vault-config" } },
                  { name: "data", emptyDir: {} },
                ],
              },
            },
            volumeClaimTemplates: undefined,
          },
        }),
      }),
      finds: [
        {
          subject: servers,
          path: "spec.template.spec.volumes[1]",
          must: lasting,
          found: "a volume of type emptyDir",
        },
      ],
    },
    {
      name: "Consul over the network, as anyone",
      resources: [configMap(stored('storage "consul" {\n  address = "consul.example.com:8500"\n}'))],
      finds: [
        { subject, path: `${storageAt}.consul.scheme (line 15)`, must: "talk to Consul over TLS", found: "no TLS" },
        {
          subject,
          path: `${storageAt}.consul.token (line 15)`,
          must: "have a credential at Consul",
          found: "none",
        },
      ],
    },
    {
      name: "Consul over https, which the scheme takes back",
      resources: [
        configMap(
          stored(
            'storage "consul" {\n  address = "https://consul.example.com:8501"\n  scheme = "http"\n  token = "${CONSUL_TOKEN}"\n}',
          ),
        ),
      ],
      finds: [
        { subject, path: `${storageAt}.consul.scheme (line 17)`, must: "talk to Consul over TLS", found: "no TLS" },
      ],
    },
    {
      name: "etcd over http for one of its servers",
      resources: [
        configMap(
          stored('storage "etcd" {\n  address = "https://etcd-0:2379,http://etcd-1:2379"\n  username = "vault"\n}'),
        ),
      ],
      finds: [{ subject, path: `${storageAt}.etcd.address (line 16)`, must: "talk to etcd over TLS", found: "no TLS" }],
    },
    {
      name: "PostgreSQL without TLS",
      resources: [
        configMap(
          stored('storage "postgresql" {\n  connection_url = "postgres://db.example.com/vault?sslmode=disable"\n}'),
        ),
      ],
      finds: [
        {
          subject,
          path: `${storageAt}.postgresql.connection_url (line 16)`,
          must: "talk to PostgreSQL over TLS",
          found: "no TLS",
        },
      ],
    },
    {
      name: "MySQL without a CA",
      resources: [configMap(stored('storage "mysql" {\n  address = "db.example.com:3306"\n  username = "vault"\n}'))],
      finds: [
        {
          subject,
          path: `${storageAt}.mysql.tls_ca_file (line 15)`,
          must: "talk to MySQL over TLS",
          found: "no TLS",
        },
      ],
    },
    {
      name: "ZooKeeper as it is by default",
      resources: [configMap(stored('storage "zookeeper" {\n  address = "zookeeper.example.com:2181"\n}'))],
      finds: [
        {
          subject,
          path: `${storageAt}.zookeeper.tls_enabled (line 15)`,
          must: "talk to ZooKeeper over TLS",
          found: "no TLS",
        },
        {
          subject,
          path: `${storageAt}.zookeeper.auth_info (line 15)`,
          must: "have a credential at ZooKeeper",
          found: "none",
        },
      ],
    },
    {
      name: "claims that are deleted with the StatefulSet",
      resources: hardenedVault({
        servers: withProps(statefulSet, { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } } }),
      }),
      finds: [
        {
          subject: servers,
          path: "spec.persistentVolumeClaimRetentionPolicy.whenDeleted",
          must: kept,
          found: '"Delete"',
        },
      ],
    },
    {
      name: "a class of volumes that are deleted, as they are by default",
      resources: hardenedVault({ servers: ofClass("retained"), more: storageClass({}) }),
      finds: [{ subject: "StorageClass retained", path: "reclaimPolicy", must: kept, found: '"Delete"' }],
    },
  ],
  unknown: [
    {
      name: "a configuration that another resource decides",
      resources: [configMap(notKnownYet)],
      finds: [{ subject, path: 'data["vault.hcl"]', must: lasting }],
    },
    {
      name: "etcd's servers, which DNS knows",
      resources: [configMap(stored('storage "etcd" {\n  discovery_srv = "example.com"\n  username = "vault"\n}'))],
      finds: [{ subject, path: `${storageAt}.etcd.discovery_srv (line 16)`, must: "talk to etcd over TLS" }],
    },
    {
      name: "volumes that another resource decides",
      resources: hardenedVault({
        servers: withProps(statefulSet, { spec: { volumeClaimTemplates: notKnownYet } }),
      }),
      finds: [{ subject: servers, path: "spec.volumeClaimTemplates", must: lasting }],
    },
  ],
};

function configMap(text: string) {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    name: "configuration",
    props: { metadata: { name: "vault-config", namespace: "vault" }, data: { "vault.hcl": text } },
  };
}

function ofClass(storageClassName: string) {
  const claim = (name: string) => ({ metadata: { name }, spec: { storageClassName } });
  return withProps(statefulSet, { spec: { volumeClaimTemplates: [claim("data"), claim("audit")] } });
}

function storageClass(more: Record<string, string>) {
  return {
    type: "kubernetes:storage.k8s.io/v1:StorageClass",
    name: "class",
    props: { metadata: { name: "retained" }, provisioner: "ebs.csi.aws.com", ...more },
  };
}
