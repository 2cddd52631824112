import { chartDefault } from "../platform/chart/defaults";
import { defaultTag } from "../platform/chart/images";
import { readValue } from "../read";
import type { Resource } from "../resource";
import { asText, textOf } from "../scalars";
import { field, isAbsent, isFields, known, unknown, type Value } from "../value";
import { installationsOf } from "./chart-sources";
import { notOpenedAt, type Installation } from "./installation";
import { mergeValues } from "./merge-values";
import { setValues } from "./set-values";
import { readYaml } from "./yaml-text";

/** The values that a release of the official Vault chart (github.com/hashicorp/vault-helm) is installed with. */
export interface ChartValues {
  readonly installation: Installation;
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
  if (!read.has(resource)) read.set(resource, readChartValues(resource));
  return read.get(resource);
}

/** Many rules ask for the same resource's. */
const read = new WeakMap<Resource, ChartValues | undefined>();

function readChartValues(resource: Resource): ChartValues | undefined {
  return installationsOf(resource)
    .filter((installation) => !isAnothers(installation))
    .map(valuesOf)
    .find((values) => values !== undefined);
}

function valuesOf(installation: Installation): ChartValues | undefined {
  const values = setValues(readYaml(installation.values), installation.settings);
  const chart = installation.chart === undefined ? undefined : asText(installation.chart);
  if (chart !== undefined && isVaultChart(chart, values)) return merged(values, installation);
  const dependency = field(values, "vault");
  const isObject = dependency.kind === "known" && isFields(dependency.value);
  const isDependency = isObject && (hasChartKeys(dependency) || (chart === undefined && !hasChartKeys(values)));
  if (isDependency) return merged(withGlobals(dependency, field(values, "global")), installation);
  return chart === undefined ? merged(values, installation) : undefined;
}

/** What is global for the chart around it wins in the dependency (Helm, pkg/chartutil/coalesce.go). */
function withGlobals(dependency: Value, globals: Value): Value {
  if (isAbsent(globals)) return dependency;
  return mergeValues(dependency, known(new Map([["global", globals]]), dependency.place));
}

/** Bitnami has a chart of the same name, with other values. */
function isAnothers({ chart, repository }: Installation): boolean {
  return [chart, repository].some((source) => {
    const text = source === undefined ? undefined : textOf(source);
    return text !== undefined && /bitnami/iu.test(text);
  });
}

function isVaultChart(chart: Value<string | undefined>, values: Value): boolean {
  if (chart.kind === "known") return /(?:^|\/)vault(?:-\d[\w.+-]*)?(?:\.tgz)?\/?$/u.test(chart.value ?? "");
  return hasChartKeys(values);
}

function hasChartKeys(values: Value): boolean {
  return ["server", "injector"].some((key) => !isAbsent(field(values, key)));
}

/** Given values win over those that stand elsewhere, and those over the chart's defaults. */
function merged(values: Value, installation: Installation): ChartValues {
  const { version, unopened, nullRemoves } = installation;
  const givenAt = (...path: readonly string[]) => field(values, ...path);
  return {
    installation,
    given: givenAt,
    get: (...path) => {
      const given = givenAt(...path);
      if (!isAbsent(given) || (nullRemoves && isRemoved(values, path))) return given;
      const [elsewhere] = unopened;
      if (elsewhere !== undefined) return notOpenedAt(given, elsewhere);
      return defaultTag(path, versionOf(version, given), given.place) ?? readValue(chartDefault(path), given.place);
    },
  };
}

function versionOf(version: Value | undefined, given: Value): Value<string | undefined> {
  return version === undefined ? unknown("is given only at the installation", given.place) : asText(version);
}

/** Whether a null stands at the path or on the way to it. */
function isRemoved(values: Value, path: readonly string[]): boolean {
  return path.some((name, index) => {
    const above = field(values, ...path.slice(0, index));
    const member = above.kind === "known" && isFields(above.value) ? above.value.get(name) : undefined;
    return member !== undefined && isAbsent(member);
  });
}
