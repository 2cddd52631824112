import { entryOf } from "../../entry";

/**
 * What the official chart takes where a user says nothing: its values.yaml, as far as its objects depend on it. Everything else is
 * not set or empty. Which images a version of the chart starts is in chart/images.ts.
 *
 * Source: github.com/hashicorp/vault-helm, version 0.34.1, values.yaml.
 */
const defaults: Tree = {
  global: {
    enabled: true,
    tlsDisable: true,
    openshift: false,
    serverTelemetry: { prometheusOperator: false },
  },
  injector: {
    enabled: "-",
    replicas: 1,
    port: 8080,
    leaderElector: { enabled: true },
    image: { repository: "hashicorp/vault-k8s" },
    agentImage: { repository: "hashicorp/vault" },
    agentDefaults: { cpuLimit: "500m", cpuRequest: "250m", memLimit: "128Mi", memRequest: "64Mi" },
    livenessProbe: probe({ initialDelaySeconds: 5, periodSeconds: 2, timeoutSeconds: 5 }),
    readinessProbe: probe({ initialDelaySeconds: 5, periodSeconds: 2, timeoutSeconds: 5 }),
    authPath: "auth/kubernetes",
    webhook: {
      failurePolicy: "Ignore",
      timeoutSeconds: 30,
      objectSelector: [
        "matchExpressions:",
        "- key: app.kubernetes.io/name",
        "  operator: NotIn",
        "  values:",
        '  - {{ template "vault.name" . }}-agent-injector',
        "",
      ].join("\n"),
    },
    affinity: antiAffinity('{{ template "vault.name" . }}-agent-injector', "webhook"),
    hostNetwork: false,
  },
  server: {
    enabled: "-",
    enterpriseLicense: { secretKey: "license" },
    image: { repository: "hashicorp/vault", pullPolicy: "IfNotPresent" },
    updateStrategyType: "OnDelete",
    ingress: {
      enabled: false,
      pathType: "Prefix",
      activeService: true,
      hosts: [{ host: "chart-example.local", paths: [] }],
    },
    httproute: {
      enabled: false,
      activeService: true,
      matches: [{ path: { type: "PathPrefix", value: "/" } }],
    },
    route: {
      enabled: false,
      activeService: true,
      host: "chart-example.local",
      tls: { termination: "passthrough" },
    },
    authDelegator: { enabled: true },
    shareProcessNamespace: false,
    readinessProbe: {
      enabled: true,
      port: 8200,
      ...probe({ initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3 }),
    },
    livenessProbe: {
      enabled: false,
      path: "/v1/sys/health?standbyok=true",
      port: 8200,
      ...probe({ initialDelaySeconds: 60, periodSeconds: 5, timeoutSeconds: 3 }),
    },
    terminationGracePeriodSeconds: 10,
    preStopSleepSeconds: 5,
    affinity: antiAffinity('{{ template "vault.name" . }}', "server"),
    networkPolicy: {
      enabled: false,
      ingress: [
        {
          from: [{ namespaceSelector: {} }],
          ports: [
            { port: 8200, protocol: "TCP" },
            { port: 8201, protocol: "TCP" },
          ],
        },
      ],
    },
    service: {
      enabled: true,
      active: { enabled: true },
      standby: { enabled: true },
      instanceSelector: { enabled: true },
      publishNotReadyAddresses: true,
      externalTrafficPolicy: "Cluster",
      port: 8200,
      targetPort: 8200,
    },
    dataStorage: storage({ enabled: true, mountPath: "/vault/data" }),
    auditStorage: storage({ enabled: false, mountPath: "/vault/audit" }),
    dev: { enabled: false, devRootToken: "root" },
    standalone: { enabled: "-", config: serverConfiguration('storage "file" {\n  path = "/vault/data"\n}') },
    ha: {
      enabled: false,
      replicas: 3,
      raft: {
        enabled: false,
        setNodeId: false,
        redundancyZones: { enabled: false },
        config: serverConfiguration(
          'storage "raft" {\n  path = "/vault/data"\n}',
          'service_registration "kubernetes" {}',
        ),
      },
      config: serverConfiguration(
        'storage "consul" {\n  path = "vault"\n  address = "HOST_IP:8500"\n}',
        'service_registration "kubernetes" {}',
      ),
      disruptionBudget: { enabled: true },
    },
    serviceAccount: { create: true, createSecret: false, serviceDiscovery: { enabled: true } },
    hostNetwork: false,
  },
  ui: {
    enabled: false,
    publishNotReadyAddresses: true,
    activeVaultPodOnly: false,
    serviceType: "ClusterIP",
    externalPort: 8200,
    targetPort: 8200,
    externalTrafficPolicy: "Cluster",
  },
  serverTelemetry: {
    serviceMonitor: { enabled: false, interval: "30s", scrapeTimeout: "10s" },
    prometheusRules: { enabled: false },
  },
};

interface Tree {
  readonly [name: string]: Tree | Leaf;
}
type Leaf = boolean | number | string | readonly (Tree | string)[];

/** The chart's own value; undefined where it has none, or an empty one. */
export function chartDefault(path: readonly string[]): unknown {
  return path.reduce<Tree | Leaf | undefined>(
    (tree, name) => (isTree(tree) ? entryOf(tree, name) : undefined),
    defaults,
  );
}

function isTree(value: Tree | Leaf | undefined): value is Tree {
  return typeof value === "object" && !Array.isArray(value);
}

function probe(times: Readonly<Record<string, number>>): Tree {
  return { failureThreshold: 2, successThreshold: 1, ...times };
}

function storage(more: Readonly<Record<string, boolean | string>>): Tree {
  return { size: "10Gi", accessMode: "ReadWriteOnce", ...more };
}

/** All three of the chart's configurations differ in their storage only. */
function serverConfiguration(...blocks: readonly string[]): string {
  const listener = 'listener "tcp" {\n  tls_disable = 1\n  address = "[::]:8200"\n  cluster_address = "[::]:8201"\n}';
  return ["ui = true", listener, ...blocks].join("\n\n");
}

function antiAffinity(name: string, component: string): string {
  return [
    "podAntiAffinity:",
    "  requiredDuringSchedulingIgnoredDuringExecution:",
    "    - labelSelector:",
    "        matchLabels:",
    `          app.kubernetes.io/name: ${name}`,
    '          app.kubernetes.io/instance: "{{ .Release.Name }}"',
    `          component: ${component}`,
    "      topologyKey: kubernetes.io/hostname",
    "",
  ].join("\n");
}
