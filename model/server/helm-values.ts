import { parse, YAMLParseError } from "yaml";
import { chartValuesType } from "../file-types";
import { chartDefault } from "../platform/chart/defaults";
import { defaultTag } from "../platform/chart/images";
import { readValue } from "../read";
import { input, type Resource } from "../resource";
import { readSecret } from "../secret";
import { asBoolean, asList, asText } from "../scalars";
import { field, isAbsent, isFields, known, unknown, type Value } from "../value";

/** The values that a release of the official Vault chart (github.com/hashicorp/vault-helm) is installed with. */
export interface ChartValues {
  /**
   * A value by its path in the chart's values; what is given nowhere has the chart's default. An object that the program gives in
   * part is asked for its fields.
   */
  readonly get: (...path: readonly string[]) => Value;
  /** A value as far as the program gives it. */
  readonly given: (...path: readonly string[]) => Value;
}

/**
 * The values of a Helm release or chart of Vault, given as an object or as YAML text; undefined for any other chart. Vault as a
 * dependency of another chart counts, its values standing under `vault`.
 */
export function chartValues(resource: Resource): ChartValues | undefined {
  const source = sourceOf(resource);
  if (source === undefined) return undefined;
  const { values, files } = readGiven(resource, source);
  const release = { files, version: versionOf(resource, source), nullRemoves: nullRemoves(resource) };
  const chart = source.chart === undefined ? undefined : asText(input(resource, ...source.chart));
  if (chart !== undefined && isVaultChart(chart, values)) return merged(values, release);
  const dependency = field(values, "vault");
  const isDependency = isFields(dependency.kind === "known" ? dependency.value : undefined) && hasChartKeys(dependency);
  if (isDependency) return merged(dependency, release);
  return chart === undefined ? merged(values, release) : undefined;
}

/** Where a resource that installs charts says what; by the type of resource. */
export interface ValuesSource {
  readonly type: RegExp;
  /** Undefined where nothing but the official chart can be meant. */
  readonly chart?: readonly string[];
  readonly version?: readonly string[];
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
    values: [["values"]],
    files: [["valueYamlFiles"]],
    release: [["name"]],
    namespace: [["namespace"]],
  },
  {
    type: /^kubernetes:helm\.toolkit\.fluxcd\.io\/\w+:HelmRelease$/u,
    chart: ["spec", "chart", "spec", "chart"],
    version: ["spec", "chart", "spec", "version"],
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
    files: [],
    release: [["name"]],
    namespace: [["namespace"]],
  },
];

/** The first that is set, or the last. */
export function firstGiven(resource: Resource, paths: readonly (readonly string[])[]): Value {
  const values = paths.map((path) => input(resource, ...path));
  return values.find((value) => !isAbsent(value)) ?? values.at(-1) ?? known(undefined, { path: [] });
}

function readGiven(resource: Resource, { values, files }: ValuesSource) {
  const lists = files.map((path) => asList(input(resource, ...path)));
  return {
    values: readYaml(firstGiven(resource, values)),
    files: lists.some((list) => list.kind !== "known" || list.value.length > 0),
  };
}

function versionOf(resource: Resource, { version }: ValuesSource): Value<string | undefined> {
  return version === undefined
    ? unknown("is given only at the installation", { path: [] })
    : asText(input(resource, ...version));
}

/** Helm takes a null for the removal of its chart's own value; Pulumi leaves nulls out unless it is told otherwise. */
function nullRemoves(resource: Resource): boolean {
  if (!resource.type.startsWith("kubernetes:helm.sh/")) return true;
  const allowed = asBoolean(input(resource, "allowNullValues"));
  return allowed.kind === "known" && allowed.value === true;
}

function readYaml(values: Value): Value {
  if (values.kind === "secret") return readSecret(values, (text) => parseYaml(text, values, true));
  return values.kind === "known" && typeof values.value === "string" ? parseYaml(values.value, values, false) : values;
}

/** What a YAML text in a value says. */
export function parseYaml(text: string, { place }: Value, isSecret: boolean): Value {
  try {
    return readValue(parse(text), place, { secret: isSecret });
  } catch (error) {
    // An alias that explodes or refers to nothing is a ReferenceError in this library.
    if (!(error instanceof YAMLParseError || error instanceof ReferenceError)) throw error;
    return unknown("cannot be read: it is not valid YAML", place);
  }
}

function isVaultChart(chart: Value<string | undefined>, values: Value): boolean {
  if (chart.kind === "known") return /(?:^|\/)vault(?:-\d[\w.+-]*)?(?:\.tgz)?\/?$/u.test(chart.value ?? "");
  return hasChartKeys(values);
}

function hasChartKeys(values: Value): boolean {
  return ["server", "injector"].some((key) => !isAbsent(field(values, key)));
}

interface Installation {
  /** Whether something is given in files of values, which rules cannot open. */
  readonly files: boolean;
  /** The chart's. */
  readonly version: Value<string | undefined>;
  readonly nullRemoves: boolean;
}

/** Given values win over files of values, and those over the chart's defaults. */
function merged(values: Value, { files, version, nullRemoves }: Installation): ChartValues {
  const givenAt = (...path: readonly string[]) => field(values, ...path);
  return {
    given: givenAt,
    get: (...path) => {
      const given = givenAt(...path);
      if (!isAbsent(given) || (nullRemoves && isRemoved(values, path))) return given;
      if (files) return unknown("may stand in a file of values, which rules cannot open", given.place);
      return defaultTag(path, version, given.place) ?? readValue(chartDefault(path), given.place);
    },
  };
}

/** Whether a null stands at the path or on the way to it. */
function isRemoved(values: Value, path: readonly string[]): boolean {
  return path.some((name, index) => {
    const above = field(values, ...path.slice(0, index));
    const member = above.kind === "known" && isFields(above.value) ? above.value.get(name) : undefined;
    return member !== undefined && isAbsent(member);
  });
}
