import { parse, YAMLParseError } from "yaml";
import { readValue } from "../read";
import { input, type Resource } from "../resource";
import { readSecret } from "../secret";
import { asList, asText } from "../scalars";
import { field, isAbsent, isFields, known, unknown, type Value } from "../value";

/** The values that a release of the official Vault chart (github.com/hashicorp/vault-helm) is installed with. */
export interface ChartValues {
  /** A value by its path in the chart's values; what is given nowhere has the chart's default. */
  readonly get: (...path: readonly string[]) => Value;
  /** A value as far as the program gives it. */
  readonly given: (...path: readonly string[]) => Value;
}

/**
 * The values of a Helm release or chart of Vault, given as an object or as YAML text; undefined for any other chart. Vault as a
 * dependency of another chart counts, its values standing under `vault`.
 */
export function chartValues(resource: Resource): ChartValues | undefined {
  const source = sources.find(({ type }) => type.test(resource.type));
  if (source === undefined) return undefined;
  const values = readYaml(input(resource, ...source.values));
  const files = source.files === undefined ? known(undefined, values.place) : input(resource, ...source.files);
  const chart = asText(input(resource, ...source.chart));
  if (isVaultChart(chart, values)) return merged(values, files);
  const dependency = field(values, "vault");
  return isFields(dependency.kind === "known" ? dependency.value : undefined) && hasChartKeys(dependency)
    ? merged(dependency, files)
    : undefined;
}

interface ValuesSource {
  readonly type: RegExp;
  readonly chart: readonly string[];
  readonly values: readonly string[];
  readonly files?: readonly string[];
}

/** Pulumi's own releases and charts, Flux's HelmRelease and Argo CD's Application. */
const sources: readonly ValuesSource[] = [
  { type: /^kubernetes:helm\.sh\/v[34]:/u, chart: ["chart"], values: ["values"], files: ["valueYamlFiles"] },
  {
    type: /^kubernetes:helm\.toolkit\.fluxcd\.io\/\w+:HelmRelease$/u,
    chart: ["spec", "chart", "spec", "chart"],
    values: ["spec", "values"],
    files: ["spec", "valuesFrom"],
  },
  {
    type: /^kubernetes:argoproj\.io\/\w+:Application$/u,
    chart: ["spec", "source", "chart"],
    values: ["spec", "source", "helm", "values"],
    files: ["spec", "source", "helm", "valueFiles"],
  },
];

function readYaml(values: Value): Value {
  if (values.kind === "secret") return readSecret(values, (text) => parseYaml(text, values, true));
  return values.kind === "known" && typeof values.value === "string" ? parseYaml(values.value, values, false) : values;
}

function parseYaml(text: string, { place }: Value, isSecret: boolean): Value {
  try {
    return readValue(parse(text), place, { secret: isSecret });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
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

/** Given values win over files of values, which rules cannot open, and those over the chart's defaults. */
function merged(values: Value, files: Value): ChartValues {
  const hasFiles = asList(files);
  const mayBeInFile = hasFiles.kind !== "known" || hasFiles.value.length > 0;
  const givenAt = (...path: readonly string[]) => field(values, ...path);
  return {
    given: givenAt,
    get: (...path) => {
      const given = givenAt(...path);
      if (!isAbsent(given)) return given;
      if (mayBeInFile) return unknown("may stand in a file of values, which rules cannot open", given.place);
      return known(chartDefaults[path.join(".")], given.place);
    },
  };
}

/** The chart's values.yaml, as far as rules ask; everything else is not set or empty. */
const chartDefaults: Readonly<Record<string, boolean | string>> = {
  "global.tlsDisable": true,
  "server.enabled": "-",
  "server.dev.enabled": false,
  "server.ha.enabled": false,
  "server.ha.raft.enabled": false,
};
