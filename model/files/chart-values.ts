import { chartValuesType } from "../file-types";
import { resourceOf } from "./file-resource";
import { isObject, objectOf, part, type Located } from "./located";
import type { Reading } from "./reading";
import { withoutCiphertexts } from "./sops";

type Path = readonly string[];

/** The top-level keys of the official chart's values (github.com/hashicorp/vault-helm, values.yaml). */
const topLevel: ReadonlySet<string> = new Set(["global", "injector", "server", "ui", "csi", "serverTelemetry"]);

/** Keys of the chart's that no other has: what stands beside them is of the chart around it, or nobody's. */
const ownKeys: readonly Path[] = [
  ["global", "tlsDisable"],
  ["global", "externalVaultAddr"],
  ["global", "serverTelemetry"],
  ["injector", "agentImage"],
  ["injector", "agentDefaults"],
  ["injector", "authPath"],
  ["injector", "externalVaultAddr"],
  ["injector", "leaderElector"],
  ["server", "auditStorage"],
  ["server", "authDelegator"],
  ["server", "dataStorage"],
  ["server", "updateStrategyType"],
  ...["enabled", "devRootToken"].map((name) => ["server", "dev", name]),
  ...["enabled", "config"].map((name) => ["server", "standalone", name]),
  ...["enabled", "replicas", "raft", "config", "apiAddr", "clusterAddr", "disruptionBudget"].map((name) => [
    "server",
    "ha",
    name,
  ]),
  ["csi", "daemonSet", "providersDir"],
  ["serverTelemetry", "serviceMonitor"],
];

/** Keys that others have as well: they are the chart's where no other's stand beside them. */
const sharedKeys: readonly Path[] = [
  ["global", "psp"],
  ["injector", "webhook"],
  ["server", "dev"],
  ["server", "enterpriseLicense"],
  ["server", "extraEnvironmentVars"],
  ["server", "extraSecretEnvironmentVars"],
  ["server", "ha"],
  ["server", "shareProcessNamespace"],
  ["server", "standalone"],
];

/** Keys of Consul's chart (github.com/hashicorp/consul-k8s, values.yaml), which has the same sections otherwise. */
const consulsKeys: readonly Path[] = [
  ...["acls", "datacenter", "domain", "gossipEncryption", "metrics", "name", "peering", "secretsBackend", "tls"].map(
    (name) => ["global", name],
  ),
  ...["bootstrapExpect", "connect", "exposeGossipAndRPCPorts", "replicas", "storage", "storageClass"].map((name) => [
    "server",
    name,
  ]),
];

/** What stands at the top of any chart's values, or is no value of a chart's. */
const neutral =
  /^(?:x-.*|sops|enabled|tags|(?:full)?name(?:space)?Override|common(?:Labels|Annotations)|extra(?:Deploy|Objects|Manifests))$/u;

/** The values of the official Vault chart in a document: the whole of it, or what stands under `vault` where that chart is a dependency. */
export function chartValuesIn(document: Located): Located | undefined {
  if (areValues(document)) return document;
  const dependency = part(document, "vault");
  if (dependency === undefined || !areValues(dependency)) return undefined;
  // What is global at the top is so for every dependency; the rest is of other charts.
  const own = [...document.members].filter(([name]) => name === "vault" || name === "global");
  return objectOf(new Map(own), document.position);
}

/** Nothing in such a file names its chart: it is known by its keys, by its images, and, where it sets little, by its own name. */
function areValues(document: Located): boolean {
  if (!isObject(document.data)) return false;
  const has = (path: Path) => part(document, ...path) !== undefined;
  if (ownKeys.some(has) || isVaultImage(document)) return true;
  const keys = Object.keys(document.data).filter((key) => !neutral.test(key));
  if (keys.length === 0 || !keys.every((key) => topLevel.has(key)) || consulsKeys.some(has)) return false;
  return sharedKeys.some(has) || /vault[^/]*$/iu.test(document.position.file);
}

function isVaultImage(document: Located): boolean {
  const repositoryOf = (section: string) => part(document, section, "image", "repository")?.data;
  const [servers, injectors] = [repositoryOf("server"), repositoryOf("injector")];
  return (
    (typeof servers === "string" && /(?:^|\/)vault(?:-enterprise)?$/u.test(servers)) ||
    (typeof injectors === "string" && /(?:^|\/)vault-k8s$/u.test(injectors))
  );
}

export function readChartValues(values: Located): Reading {
  const inputs = objectOf(new Map([["values", values]]), values.position);
  const resource = resourceOf(inputs, chartValuesType, values.position.file);
  const resources = [{ ...resource, inputs: withoutCiphertexts(resource.inputs) }];
  return { kind: "chart values", resources, problems: [] };
}
