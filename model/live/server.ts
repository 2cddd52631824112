import type { Resource } from "../resource";
import { liveServerType } from "../server/live-type";
import { liveResource, objectAt, type LiveAnswer, type LiveVault } from "./live-resource";

/** What a server says of itself; what it does not say, or may not be asked, is left out. */
export interface LiveServer {
  /** As sys/health has it: `1.21.4+ent`. */
  readonly version?: string | undefined;
  /** The answer of sys/config/state/sanitized. */
  readonly configuration?: LiveAnswer | undefined;
}

export function serverResource(vault: LiveVault, { version, configuration }: LiveServer): Resource {
  return liveResource(vault, liveServerType, vault.address, {
    address: vault.address,
    version,
    ...(configuration === undefined ? {} : { settings: settingsOf(configuration) }),
  });
}

/**
 * The configuration that a server runs with, in the words of the file that it was read from (command/server/config.go, Sanitized): what
 * is not set there, is empty here.
 */
function settingsOf(data: LiveAnswer): LiveAnswer {
  return given({
    ...pick(data, plainSettings),
    ui: data["enable_ui"],
    listener: listIn(data, "listeners").map(byType),
    storage: storageIn(objectAt(data, "storage")),
    seal: listIn(data, "seals")
      .filter(({ type }) => type !== "shamir")
      .map(({ type, disabled }) => ({ [String(type)]: { disabled } })),
    telemetry: telemetryIn(objectAt(data, "telemetry")),
  });
}

const plainSettings = [
  "api_addr",
  "cluster_addr",
  "default_lease_ttl",
  "disable_mlock",
  "introspection_endpoint",
  "log_level",
  "log_requests_level",
  "max_lease_ttl",
  "plugin_directory",
  "raw_storage_endpoint",
];

const telemetrySettings = [
  "circonus_api_url",
  "disable_hostname",
  "dogstatsd_addr",
  "stackdriver_project_id",
  "statsd_address",
  "statsite_address",
];

function byType(listener: LiveAnswer): LiveAnswer {
  return { [String(listener["type"])]: objectAt(listener, "config") };
}

function storageIn(storage: LiveAnswer): LiveAnswer {
  const type = String(storage["type"]);
  return { [type]: given(objectAt(storage, type)) };
}

/** Go writes a duration in nanoseconds. */
function telemetryIn(telemetry: LiveAnswer): LiveAnswer {
  const retention = telemetry["prometheus_retention_time"];
  const kept = typeof retention === "number" ? { prometheus_retention_time: `${retention / 1e9}s` } : {};
  return given({ ...pick(telemetry, telemetrySettings), ...kept });
}

function pick(data: LiveAnswer, names: readonly string[]): LiveAnswer {
  return Object.fromEntries(names.map((name) => [name, data[name]]));
}

function given(data: LiveAnswer): LiveAnswer {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => !isNothing(value)));
}

function isNothing(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === "" || value === 0;
}

function listIn(data: LiveAnswer, name: string): LiveAnswer[] {
  const list = data[name];
  return Array.isArray(list) ? list.flatMap((item: unknown) => (isAnswer(item) ? [item] : [])) : [];
}

function isAnswer(value: unknown): value is LiveAnswer {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
