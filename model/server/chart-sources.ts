import { chartValuesType } from "../file-types";
import { input, type Resource } from "../resource";
import { isAbsent, known, type Value } from "../value";

/** Where a resource that installs charts says what; by the type of resource. */
export interface ValuesSource {
  readonly type: RegExp;
  /** Undefined where nothing but the official chart can be meant. */
  readonly chart?: readonly string[];
  readonly version?: readonly string[];
  /** Where the chart comes from. */
  readonly repository?: readonly string[];
  /** The first that is set wins. */
  readonly values: readonly (readonly string[])[];
  readonly files: readonly (readonly string[])[];
  readonly release: readonly (readonly string[])[];
  readonly namespace: readonly (readonly string[])[];
}

export function sourceOf({ type }: Resource): ValuesSource | undefined {
  return sources.find((source) => source.type.test(type));
}

/** Pulumi's own releases and charts, Flux's HelmRelease, Argo CD's Application, and a file of values. */
const sources: readonly ValuesSource[] = [
  {
    type: /^kubernetes:helm\.sh\/v[34]:/u,
    chart: ["chart"],
    version: ["version"],
    repository: ["repositoryOpts", "repo"],
    values: [["values"]],
    files: [["valueYamlFiles"]],
    release: [["name"]],
    namespace: [["namespace"]],
  },
  {
    type: /^kubernetes:helm\.toolkit\.fluxcd\.io\/\w+:HelmRelease$/u,
    chart: ["spec", "chart", "spec", "chart"],
    version: ["spec", "chart", "spec", "version"],
    repository: ["spec", "chart", "spec", "sourceRef", "name"],
    values: [["spec", "values"]],
    files: [["spec", "valuesFrom"]],
    release: [
      ["spec", "releaseName"],
      ["metadata", "name"],
    ],
    namespace: [
      ["spec", "targetNamespace"],
      ["metadata", "namespace"],
    ],
  },
  {
    type: /^kubernetes:argoproj\.io\/\w+:Application$/u,
    chart: ["spec", "source", "chart"],
    version: ["spec", "source", "targetRevision"],
    repository: ["spec", "source", "repoURL"],
    values: [
      ["spec", "source", "helm", "valuesObject"],
      ["spec", "source", "helm", "values"],
    ],
    files: [
      ["spec", "source", "helm", "valueFiles"],
      ["spec", "source", "helm", "parameters"],
      ["spec", "source", "helm", "fileParameters"],
    ],
    release: [
      ["spec", "source", "helm", "releaseName"],
      ["metadata", "name"],
    ],
    namespace: [["spec", "destination", "namespace"]],
  },
  {
    type: new RegExp(`^${chartValuesType}$`, "u"),
    values: [["values"]],
    files: [["valuesFiles"]],
    release: [["name"]],
    namespace: [["namespace"]],
  },
];

/** The first that is set, or the last. */
export function firstGiven(resource: Resource, paths: readonly (readonly string[])[]): Value {
  const values = paths.map((path) => input(resource, ...path));
  return values.find((value) => !isAbsent(value)) ?? values.at(-1) ?? known(undefined, { path: [] });
}
