import type { Resource } from "../resource";
import { allOf, isNot, isOpen, type Certainty } from "../certainty";
import { within } from "../place";
import { modeOf, type Mode } from "../platform/chart/release";
import { asBoolean } from "../scalars";
import { isAbsent, isFields, isList, known, type Unknown, type Value } from "../value";
import { chartValues, type ChartValues } from "./helm-values";
import { readConfigurationText } from "./text";
import { lowerKeys } from "./tree";

/** The server configurations that a release of the official chart would run with. */
export function readHelm(resource: Resource): Value[] {
  const values = chartValues(resource);
  if (values === undefined) return [];
  const local = values.given("server", "extraEnvironmentVars", "VAULT_LOCAL_CONFIG");
  return [...configurationsIn(values).map(withoutMlock), ...listOf(readConfigurationText(local))];
}

/** Whether the chart has its pods, probes and client addresses without TLS; undefined where the chart starts no server. */
export function chartTlsDisable(resource: Resource): Value<boolean | undefined> | undefined {
  const values = chartValues(resource);
  if (values === undefined || candidatesOf(modeOf(values)).paths.length === 0) return undefined;
  return asBoolean(values.get("global", "tlsDisable"));
}

function listOf(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

/** Where the configuration of the servers may stand, and what decides which of several it is. */
interface Candidates {
  readonly paths: readonly (readonly string[])[];
  readonly undecided: Unknown | undefined;
}

/**
 * Where the configuration stands of the servers that the chart starts: nowhere where it starts none, or one in dev mode. Where either
 * is not known, they count as servers like others.
 */
function candidatesOf({ startsServers, isDev, isHighlyAvailable, hasRaft }: Mode): Candidates {
  if (startsServers === false || isDev === true) return { paths: [], undecided: undefined };
  const modes: readonly (readonly [Certainty, readonly string[]])[] = [
    [isNot(isHighlyAvailable), ["server", "standalone", "config"]],
    [allOf([isHighlyAvailable, hasRaft]), ["server", "ha", "raft", "config"]],
    [allOf([isHighlyAvailable, isNot(hasRaft)]), ["server", "ha", "config"]],
  ];
  return {
    paths: modes.filter(([isIt]) => isIt !== false).map(([, path]) => path),
    // What comes first decides most.
    undecided: modes.some(([isIt]) => isOpen(isIt))
      ? [startsServers, isDev, ...modes.map(([isIt]) => isIt)].find(isOpen)
      : undefined,
  };
}

/** Of those that may be it, whatever is given is judged, and what decides stands for the rest. */
function configurationsIn(values: ChartValues): Value[] {
  const { paths, undecided } = candidatesOf(modeOf(values));
  const isGiven = (path: readonly string[]) => {
    const given = values.given(...path);
    return given.kind !== "unknown" && !isAbsent(given);
  };
  const read = paths.filter((path) => undecided === undefined || isGiven(path));
  return [...read.flatMap((path) => configurationAt(values, path)), ...listOf(undecided)];
}

function configurationAt(values: ChartValues, path: readonly string[]): Value[] {
  const given = values.get(...path);
  if (given.kind === "known" && given.value === undefined) return [];
  if (isAbsent(values.given(...path))) return defaultConfiguration(given);
  if (given.kind === "known" && isFields(given.value)) return [lowerKeys(given)];
  return [readConfigurationText(withoutTemplates(given)) ?? given];
}

/** The chart sets `disable_mlock` itself where the configuration does not (templates/_helpers.tpl, vault.config). */
function withoutMlock(settings: Value): Value {
  if (settings.kind !== "known" || !isFields(settings.value) || settings.value.has("disable_mlock")) return settings;
  const place = within(settings.place, "disable_mlock");
  return known(new Map<string, Value>([...settings.value, ["disable_mlock", known(true, place)]]), settings.place);
}

/** The chart's own has no lines that its user could look at: it stands where another would. */
function defaultConfiguration(text: Value): Value[] {
  if (text.kind !== "known") return [text];
  const tree = readConfigurationText(known(text.value, within(text.place, "the chart's default")));
  return tree === undefined ? [] : [withoutLines(tree)];
}

function withoutLines(value: Value): Value {
  if (value.kind !== "known") return value;
  const { path, position } = value.place;
  const place = { path, ...(position === undefined ? {} : { position }) };
  if (isList(value.value)) return known(value.value.map(withoutLines), place);
  if (!isFields(value.value)) return known(value.value, place);
  return known(new Map([...value.value].map(([name, member]) => [name, withoutLines(member)])), place);
}

/** The chart passes the text through its template engine; lines that are only a directive are no HCL. */
function withoutTemplates(value: Value): Value {
  if (value.kind !== "known" || typeof value.value !== "string") return value;
  return known(value.value.replace(/^[ \t]*\{\{.*\}\}[ \t]*$/gmu, ""), value.place);
}
