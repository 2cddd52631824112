import type { Resource } from "../resource";
import { asBoolean, asText } from "../scalars";
import { within, type Place } from "../place";
import { isFields, isList, known, type Unknown, type Value } from "../value";
import { chartValues, type ChartValues } from "./helm-values";
import { readConfigurationText } from "./text";

/** The server configurations that a release of the official chart would run with. */
export function readHelm(resource: Resource): Value[] {
  const values = chartValues(resource);
  if (values === undefined) return [];
  const local = values.given("server", "extraEnvironmentVars", "VAULT_LOCAL_CONFIG");
  return [...configuration(values, modeOf(values)), ...listOf(readConfigurationText(local))];
}

/** Whether the chart has its pods, probes and client addresses without TLS; undefined where the chart starts no server. */
export function chartTlsDisable(resource: Resource): Value<boolean | undefined> | undefined {
  const values = chartValues(resource);
  if (values === undefined || modeOf(values) === undefined) return undefined;
  return asBoolean(values.get("global", "tlsDisable"));
}

function listOf(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}

/**
 * Where the configuration of the server stands that the chart starts (templates/_helpers.tpl, vault.mode): undefined where it
 * starts none, the deciding value where that is not known.
 */
function modeOf(values: ChartValues): readonly string[] | Unknown | undefined {
  if (isSet(values.given("global", "externalVaultAddr")) || isSet(values.given("injector", "externalVaultAddr")))
    return undefined;
  const [server, dev, ha] = [["enabled"], ["dev", "enabled"], ["ha", "enabled"]].map((path) =>
    values.get("server", ...path),
  );
  if (server?.kind === "unknown") return server;
  if (isText(server, "false")) return undefined;
  if (dev?.kind === "unknown") return dev;
  if (isText(dev, "true")) return undefined;
  if (ha?.kind === "unknown") return ha;
  if (!isText(ha, "true")) return ["server", "standalone", "config"];
  const raft = values.get("server", "ha", "raft", "enabled");
  if (raft.kind === "unknown") return raft;
  return isText(raft, "true") ? ["server", "ha", "raft", "config"] : ["server", "ha", "config"];
}

/** The chart compares the value's text, so that `true` and `"true"` are the same (templates/_helpers.tpl, vault.mode). */
function isText(value: Value | undefined, text: string): boolean {
  return value?.kind === "known" && (value.value === text || JSON.stringify(value.value) === text);
}

function isSet(value: Value): boolean {
  const text = asText(value);
  return text.kind === "known" && text.value !== undefined && text.value !== "";
}

function configuration(values: ChartValues, mode: ReturnType<typeof modeOf>): Value[] {
  if (mode === undefined) return [];
  if ("kind" in mode) return [mode];
  const given = values.get(...mode);
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
