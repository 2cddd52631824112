import { chartValuesType } from "../file-types";
import { resourceOf } from "./file-resource";
import { isObject, objectOf, part, type Located } from "./located";
import type { Reading } from "./reading";

/** The top-level keys of the official chart's values (github.com/hashicorp/vault-helm, values.yaml). */
const topLevel: ReadonlySet<string> = new Set(["global", "injector", "server", "ui", "csi", "serverTelemetry"]);

/** Keys below those that other charts with a `server` do not have. */
const ownKeys: Readonly<Record<string, readonly string[]>> = {
  global: ["tlsDisable", "externalVaultAddr", "psp", "serverTelemetry"],
  injector: ["agentImage", "agentDefaults", "authPath", "externalVaultAddr", "leaderElector", "webhook"],
  server: [
    "auditStorage",
    "authDelegator",
    "dataStorage",
    "dev",
    "enterpriseLicense",
    "extraEnvironmentVars",
    "extraSecretEnvironmentVars",
    "ha",
    "shareProcessNamespace",
    "standalone",
    "updateStrategyType",
  ],
};

/** The values of the official Vault chart in a document: the whole of it, or what stands under `vault` where that chart is a dependency. */
export function chartValuesIn(document: Located): Located | undefined {
  if (areValues(document)) return document;
  const dependency = part(document, "vault");
  return dependency !== undefined && areValues(dependency) ? dependency : undefined;
}

/** Nothing in such a file names its chart: it is known by its keys, and, where it sets little, by its own name. */
function areValues(document: Located): boolean {
  const { data, position } = document;
  if (!isObject(data)) return false;
  const keys = Object.keys(data);
  if (keys.length === 0 || !keys.every((key) => topLevel.has(key))) return false;
  const hasOwnKey = Object.entries(ownKeys).some(([section, names]) =>
    names.some((name) => part(document, section, name) !== undefined),
  );
  return hasOwnKey || isVaultImage(document) || /vault[^/]*$/iu.test(position.file);
}

function isVaultImage(document: Located): boolean {
  const repository = part(document, "server", "image", "repository")?.data;
  return typeof repository === "string" && /(?:^|\/)vault(?:-enterprise)?$/u.test(repository);
}

export function readChartValues(values: Located): Reading {
  const inputs = objectOf(new Map([["values", values]]), values.position);
  return { kind: "chart values", resources: [resourceOf(inputs, chartValuesType, values.position.file)], problems: [] };
}
