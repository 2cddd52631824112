import { parse, YAMLParseError } from "yaml";
import { chartDefault } from "../platform/chart/defaults";
import { defaultTag } from "../platform/chart/images";
import { readValue } from "../read";
import { input, type Resource } from "../resource";
import { readSecret } from "../secret";
import { asBoolean, asList, asText, textOf } from "../scalars";
import { firstGiven, sourceOf, type ValuesSource } from "./chart-sources";
import { field, isAbsent, isFields, unknown, type Value } from "../value";

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
  if (!read.has(resource)) read.set(resource, readChartValues(resource));
  return read.get(resource);
}

/** Many rules ask for the same resource's. */
const read = new WeakMap<Resource, ChartValues | undefined>();

function readChartValues(resource: Resource): ChartValues | undefined {
  const source = sourceOf(resource);
  if (source === undefined || isAnothers(resource, source)) return undefined;
  const { values, files } = readGiven(resource, source);
  const release = { files, version: versionOf(resource, source), nullRemoves: nullRemoves(resource) };
  const chart = source.chart === undefined ? undefined : asText(input(resource, ...source.chart));
  if (chart !== undefined && isVaultChart(chart, values)) return merged(values, release);
  const dependency = field(values, "vault");
  const isDependency = isFields(dependency.kind === "known" ? dependency.value : undefined) && hasChartKeys(dependency);
  if (isDependency) return merged(dependency, release);
  return chart === undefined ? merged(values, release) : undefined;
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

/** Bitnami has a chart of the same name, with other values. */
function isAnothers(resource: Resource, { chart, repository }: ValuesSource): boolean {
  return [chart, repository].some((path) => {
    const text = path === undefined ? undefined : textOf(input(resource, ...path));
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
