import type { Resource } from "../resource";
import { asBoolean, asText } from "../scalars";
import { within, type Place } from "../place";
import { isFields, isList, known, type Value } from "../value";
import { chartValues, type ChartValues } from "./helm-values";
import { readConfigurationText } from "./text";

/** The server configurations that a release of the official chart would run with. */
export function readHelm(resource: Resource): Value[] {
  const values = chartValues(resource);
  if (values === undefined) return [];
  const local = values.get("server", "extraEnvironmentVars", "VAULT_LOCAL_CONFIG");
  return [...modeOf(values).flatMap((path) => configurationAt(values, path)), ...listOf(readConfigurationText(local))];
}

/** Whether the chart has its pods, probes and client addresses without TLS; undefined where the chart starts no server. */
export function chartTlsDisable(resource: Resource): Value<boolean | undefined> | undefined {
  const values = chartValues(resource);
  if (values === undefined || modeOf(values).length === 0) return undefined;
  return asBoolean(values.get("global", "tlsDisable"));
}

function listOf(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

/** Where the configuration of the server stands that the chart starts; more than one place where that is not known. */
function modeOf(values: ChartValues): string[][] {
  if (isSet(values.get("global", "externalVaultAddr")) || isSet(values.get("injector", "externalVaultAddr"))) return [];
  if (isText(values.get("server", "enabled"), "false") || isText(values.get("server", "dev", "enabled"), "true"))
    return [];
  const ha = values.get("server", "ha", "enabled");
  const raft = values.get("server", "ha", "raft", "enabled");
  return [
    ...(isText(ha, "true") ? [] : [["server", "standalone", "config"]]),
    ...(isText(ha, "false") || isText(raft, "true") ? [] : [["server", "ha", "config"]]),
    ...(isText(ha, "false") || isText(raft, "false") ? [] : [["server", "ha", "raft", "config"]]),
  ];
}

/** The chart compares the value's text, so that `true` and `"true"` are the same (templates/_helpers.tpl, vault.mode). */
function isText(value: Value, text: string): boolean {
  return value.kind === "known" && (value.value === text || JSON.stringify(value.value) === text);
}

function isSet(value: Value): boolean {
  const text = asText(value);
  return text.kind === "known" && text.value !== undefined && text.value !== "";
}

function configurationAt(values: ChartValues, path: readonly string[]): Value[] {
  const given = values.get(...path);
  if (given.kind === "known" && given.value === undefined) return [defaultConfiguration(given)];
  if (given.kind === "known" && isFields(given.value)) return [lowerKeys(given)];
  return [readConfigurationText(withoutTemplates(given)) ?? given];
}

/** All three of the chart's default configurations have one listener, with `tls_disable = 1` (values.yaml). */
function defaultConfiguration({ place }: Value): Value {
  const inDefault = within(place, "the chart's default");
  const tlsDisable = known(1, within(inDefault, "listener", "tcp", "tls_disable"));
  return object(inDefault, "listener", object(inDefault, "tcp", object(inDefault, "tls_disable", tlsDisable)));
}

function object(place: Place, name: string, value: Value): Value {
  return known(new Map([[name, value]]), place);
}

/** The chart passes the text through its template engine; lines that are only a directive are no HCL. */
function withoutTemplates(value: Value): Value {
  if (value.kind !== "known" || typeof value.value !== "string") return value;
  return known(value.value.replace(/^[ \t]*\{\{.*\}\}[ \t]*$/gmu, ""), value.place);
}

function lowerKeys(value: Value): Value {
  if (value.kind !== "known") return value;
  if (isList(value.value)) return known(value.value.map(lowerKeys), value.place);
  if (!isFields(value.value)) return value;
  return known(new Map([...value.value].map(([key, member]) => [key.toLowerCase(), lowerKeys(member)])), value.place);
}
