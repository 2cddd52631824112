import type { Resource } from "../resource";
import { isOpen } from "../certainty";
import { within } from "../place";
import { modeOf } from "../platform/chart/release";
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
  return [...configuration(values, placeOf(values)).map(withoutMlock), ...listOf(readConfigurationText(local))];
}

/** Whether the chart has its pods, probes and client addresses without TLS; undefined where the chart starts no server. */
export function chartTlsDisable(resource: Resource): Value<boolean | undefined> | undefined {
  const values = chartValues(resource);
  if (values === undefined || placeOf(values) === undefined) return undefined;
  return asBoolean(values.get("global", "tlsDisable"));
}

function listOf(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

/**
 * Where the configuration of the server stands that the chart starts: undefined where it starts none, or one in dev mode, and the
 * deciding value where that is not known.
 */
function placeOf(values: ChartValues): readonly string[] | Unknown | undefined {
  const { startsServers, isDev, isHighlyAvailable, hasRaft } = modeOf(values);
  if (isOpen(startsServers)) return startsServers;
  if (!startsServers) return undefined;
  if (isOpen(isDev)) return isDev;
  if (isDev) return undefined;
  if (isOpen(isHighlyAvailable)) return isHighlyAvailable;
  if (!isHighlyAvailable) return ["server", "standalone", "config"];
  if (isOpen(hasRaft)) return hasRaft;
  return hasRaft ? ["server", "ha", "raft", "config"] : ["server", "ha", "config"];
}

function configuration(values: ChartValues, mode: ReturnType<typeof placeOf>): Value[] {
  if (mode === undefined) return [];
  if ("kind" in mode) return [mode];
  const given = values.get(...mode);
  if (given.kind === "known" && given.value === undefined) return [];
  if (isAbsent(values.given(...mode))) return defaultConfiguration(given);
  if (given.kind === "known" && isFields(given.value)) return [lowerKeys(given)];
  return [readConfigurationText(withoutTemplates(given)) ?? given];
}

/** The chart sets `disable_mlock` itself where the configuration does not (templates/_helpers.tpl, vault.config). */
function withoutMlock(settings: Value): Value {
  if (settings.kind !== "known" || !isFields(settings.value) || settings.value.has("disable_mlock")) return settings;
  const place = within(settings.place, "disable_mlock");
  return known(new Map<string, Value>([...settings.value, ["disable_mlock", known(true, place)]]), settings.place);
}

/** The chart's own has no lines that its user could look at. */
function defaultConfiguration(text: Value): Value[] {
  if (text.kind !== "known") return [text];
  const tree = readConfigurationText(known(text.value, within(text.place, "the chart's default")));
  return tree === undefined ? [] : [withoutLines(tree)];
}

function withoutLines(value: Value): Value {
  if (value.kind !== "known") return value;
  const place = { path: value.place.path };
  if (isList(value.value)) return known(value.value.map(withoutLines), place);
  if (!isFields(value.value)) return known(value.value, place);
  return known(new Map([...value.value].map(([name, member]) => [name, withoutLines(member)])), place);
}

/** The chart passes the text through its template engine; lines that are only a directive are no HCL. */
function withoutTemplates(value: Value): Value {
  if (value.kind !== "known" || typeof value.value !== "string") return value;
  return known(value.value.replace(/^[ \t]*\{\{.*\}\}[ \t]*$/gmu, ""), value.place);
}
