import { chartValuesType } from "../file-types";
import type { Resource } from "../resource";
import { resourceOf } from "./file-resource";
import { isObject, listOf, objectOf, part, textAt, type Located } from "./located";

/** Whether a document is Kustomize's: by what it says, which it need not, or by the name of its file. */
export function isKustomization(document: Located): boolean {
  const kind = textAt(document, "kind");
  if (kind !== undefined) return kind === "Kustomization" && /^kustomize\.config\.k8s\.io\//u.test(apiOf(document));
  return isObject(document.data) && /(?:^|[\\/])kustomization(?:\.ya?ml)?$/iu.test(document.position.file);
}

function apiOf(document: Located): string {
  return textAt(document, "apiVersion") ?? "";
}

/** The type of what Kustomize reads, whether or not a file says that it is that. */
export const kustomizationType = "kubernetes:kustomize.config.k8s.io/v1beta1:Kustomization";

/** A kustomization, and what it installs by Helm. */
export function readKustomization(document: Located): Resource[] {
  return [resourceOf(document, kustomizationType, document.position.file), ...chartsIn(document)];
}

/** The releases of the official chart that it installs, each as a file of the chart's values (kubectl.docs.kubernetes.io, helmCharts). */
function chartsIn(kustomization: Located): Resource[] {
  const charts = part(kustomization, "helmCharts");
  if (charts === undefined || !Array.isArray(charts.data)) return [];
  return [...charts.members.values()].filter(isVaultChart).map(readRelease);
}

/** Bitnami has a chart of the same name, with other values. */
function isVaultChart(chart: Located): boolean {
  return textAt(chart, "name") === "vault" && !/bitnami/iu.test(textAt(chart, "repo") ?? "");
}

function readRelease(chart: Located): Resource {
  const { position } = chart;
  const given = [
    ["values", part(chart, "valuesInline") ?? objectOf(new Map(), position)],
    ["name", part(chart, "releaseName")],
    ["namespace", part(chart, "namespace")],
    ["valuesFiles", filesOf(chart)],
  ] as const;
  const inputs = new Map(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
  return resourceOf(objectOf(inputs, position), chartValuesType, textAt(chart, "releaseName") ?? "vault");
}

/** What it has in files, which are read by themselves if at all. */
function filesOf(chart: Located): Located {
  const files = [part(chart, "valuesFile"), ...(part(chart, "additionalValuesFiles")?.members.values() ?? [])];
  return listOf(
    files.filter((file) => file !== undefined),
    chart.position,
  );
}
