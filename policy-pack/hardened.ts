import type { ExampleResource } from "./example";
import { prometheusRule } from "./hardened-alerts";

/**
 * Vault on Kubernetes as every rule wants it, for the examples of rules that judge servers: a good example is this, a bad one is this
 * with one thing changed. No rule finds anything in it (test/policy-pack/hardened.test.ts).
 */
export function hardenedVault(change: HardenedParts = {}): [ExampleResource, ...ExampleResource[]] {
  const parts = { ...hardenedParts, ...change };
  const [first, ...rest] = Object.values(parts).filter((part) => part !== undefined);
  return [first ?? parts.namespace ?? namespace, ...rest];
}

/** A resource with some of its properties replaced: objects are merged, everything else is taken as given, and `undefined` removes. */
export function withProps(resource: ExampleResource, change: Data): ExampleResource {
  return { ...resource, props: changed(resource.props, change) };
}

type Data = Readonly<Record<string, unknown>>;

function changed(data: Data, change: Data): Data {
  const names = [...new Set([...Object.keys(data), ...Object.keys(change)])];
  const merged = names.map((name) => [name, name in change ? replaced(data[name], change[name]) : data[name]] as const);
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

function replaced(before: unknown, after: unknown): unknown {
  return isData(before) && isData(after) ? changed(before, after) : after;
}

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const labels = { "app.kubernetes.io/name": "vault", component: "server" };
const metadata = (name: string) => ({ name, namespace: "vault", labels });

export const configuration = `
ui            = false
api_addr      = "https://vault.vault.svc:8200"
cluster_addr  = "https://HOSTNAME.vault-internal:8201"
disable_mlock = true

listener "tcp" {
  address         = "[::]:8200"
  cluster_address = "[::]:8201"
  tls_cert_file   = "/vault/tls/tls.crt"
  tls_key_file    = "/vault/tls/tls.key"
  tls_min_version = "tls12"
}

storage "raft" {
  path = "/vault/data"

  retry_join {
    leader_api_addr     = "https://vault-0.vault-internal:8200"
    leader_ca_cert_file = "/vault/tls/ca.crt"
  }
  retry_join {
    leader_api_addr     = "https://vault-1.vault-internal:8200"
    leader_ca_cert_file = "/vault/tls/ca.crt"
  }
  retry_join {
    leader_api_addr     = "https://vault-2.vault-internal:8200"
    leader_ca_cert_file = "/vault/tls/ca.crt"
  }
}

seal "awskms" {
  region     = "eu-central-1"
  kms_key_id = "alias/vault"
}

telemetry {
  prometheus_retention_time = "24h"
  disable_hostname          = true
}
`;

const namespace: ExampleResource = {
  type: "kubernetes:core/v1:Namespace",
  name: "namespace",
  props: { metadata: { name: "vault", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
};

export const restricted = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

export const serverContainer = {
  name: "vault",
  image: "hashicorp/vault:2.1.2@sha256:0000000000000000000000000000000000000000000000000000000000000000",
  command: ["/bin/sh", "-ec"],
  args: ["ulimit -c 0 && exec vault server -config=/vault/config/vault.hcl"],
  env: [
    { name: "VAULT_ADDR", value: "https://127.0.0.1:8200" },
    { name: "VAULT_CACERT", value: "/vault/tls/ca.crt" },
  ],
  ports: [
    { name: "https", containerPort: 8200 },
    { name: "https-internal", containerPort: 8201 },
  ],
  readinessProbe: {
    httpGet: { path: "/v1/sys/health?standbyok=true&perfstandbyok=true", port: 8200, scheme: "HTTPS" },
    periodSeconds: 5,
    failureThreshold: 2,
  },
  livenessProbe: {
    httpGet: {
      path: "/v1/sys/health?standbyok=true&perfstandbyok=true&sealedcode=204&uninitcode=204&haunhealthycode=204&drsecondarycode=204",
      port: 8200,
      scheme: "HTTPS",
    },
    initialDelaySeconds: 60,
    periodSeconds: 10,
    failureThreshold: 6,
  },
  lifecycle: { preStop: { exec: { command: ["/bin/sh", "-c", "sleep 5 && kill -SIGTERM $(pidof vault)"] } } },
  resources: { requests: { cpu: "500m", memory: "512Mi" }, limits: { cpu: "2", memory: "1Gi" } },
  securityContext: restricted,
  volumeMounts: [
    { name: "config", mountPath: "/vault/config", readOnly: true },
    { name: "tls", mountPath: "/vault/tls", readOnly: true },
    { name: "data", mountPath: "/vault/data" },
    { name: "audit", mountPath: "/vault/audit" },
    { name: "tmp", mountPath: "/tmp" },
  ],
};

const claim = (name: string) => ({
  metadata: { name },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } },
});

const spread = (topologyKey: string) => ({
  topologyKey,
  maxSkew: 1,
  whenUnsatisfiable: "DoNotSchedule",
  labelSelector: { matchLabels: labels },
});

export const statefulSet: ExampleResource = {
  type: "kubernetes:apps/v1:StatefulSet",
  name: "servers",
  props: {
    metadata: metadata("vault"),
    spec: {
      serviceName: "vault-internal",
      replicas: 3,
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "OnDelete" },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: "vault",
          terminationGracePeriodSeconds: 60,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 100,
            runAsGroup: 1000,
            fsGroup: 1000,
            seccompProfile: { type: "RuntimeDefault" },
          },
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } },
              ],
            },
          },
          topologySpreadConstraints: [spread("topology.kubernetes.io/zone")],
          containers: [serverContainer],
          volumes: [
            { name: "config", configMap: { name: "vault-config" } },
            { name: "tls", secret: { secretName: "vault-tls" } },
            { name: "tmp", emptyDir: {} },
          ],
        },
      },
      volumeClaimTemplates: [claim("data"), claim("audit")],
    },
  },
};

/** The StatefulSet with its one container changed, and its pods. */
export function withContainer(containerChange: Data, podChange: Data = {}): ExampleResource {
  const containers = [changed(serverContainer, containerChange)];
  return withProps(statefulSet, { spec: { template: { spec: { ...podChange, containers } } } });
}

const service = (name: string, spec: object): ExampleResource => ({
  type: "kubernetes:core/v1:Service",
  name,
  props: { metadata: metadata(name), spec: { selector: labels, ...spec } },
});

const httpsPort = { name: "https", port: 8200, targetPort: 8200 };
const clusterPort = { name: "https-internal", port: 8201, targetPort: 8201 };

const fromNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});

const hardenedParts = {
  namespace,
  configuration: {
    type: "kubernetes:core/v1:ConfigMap",
    name: "configuration",
    props: { metadata: metadata("vault-config"), data: { "vault.hcl": configuration } },
  },
  servers: statefulSet,
  clientService: service("vault", { ports: [httpsPort] }),
  peerService: service("vault-internal", {
    clusterIP: "None",
    publishNotReadyAddresses: true,
    ports: [httpsPort, clusterPort],
  }),
  disruptionBudget: {
    type: "kubernetes:policy/v1:PodDisruptionBudget",
    name: "disruption-budget",
    props: { metadata: metadata("vault"), spec: { maxUnavailable: 1, selector: { matchLabels: labels } } },
  },
  networkPolicy: {
    type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    name: "network-policy",
    props: {
      metadata: metadata("vault"),
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          { from: [fromNamespace("shop")], ports: [{ protocol: "TCP", port: 8200 }] },
          {
            from: [{ podSelector: { matchLabels: labels } }],
            ports: [
              { protocol: "TCP", port: 8200 },
              { protocol: "TCP", port: 8201 },
            ],
          },
        ],
        egress: [
          {
            to: [{ podSelector: { matchLabels: labels } }],
            ports: [
              { protocol: "TCP", port: 8200 },
              { protocol: "TCP", port: 8201 },
            ],
          },
          {
            to: [{ ...fromNamespace("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
          // The cluster's API, for the Kubernetes method, and the seal's key service.
          { to: [{ ipBlock: { cidr: "10.0.0.0/16" } }], ports: [{ protocol: "TCP", port: 443 }] },
        ],
      },
    },
  },
  alerts: prometheusRule(),
  serviceAccount: {
    type: "kubernetes:core/v1:ServiceAccount",
    name: "service-account",
    props: { metadata: metadata("vault") },
  },
} satisfies Record<string, ExampleResource>;

export type HardenedParts = Readonly<Partial<Record<keyof typeof hardenedParts | "more", ExampleResource | undefined>>>;

/** Parts that examples change by {@link withProps}. */
export const { clientService, peerService, networkPolicy, serviceAccount } = hardenedParts;
