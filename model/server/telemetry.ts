import type { Resource } from "../resource";
import { asBoolean, asSeconds, asText } from "../scalars";
import { field, isAbsent, known, type Unknown, type Value } from "../value";
import { blocksOf } from "./block";
import { configurationsOf, isServer } from "./settings";

/** The `telemetry` block of a server: who is told its metrics (internalshared/configutil/telemetry.go). */
export interface Telemetry {
  /** How long Prometheus is told of a metric that is no longer measured; 0 keeps all of them from it. */
  readonly prometheusRetention: Value<number>;
  /** Whether the server's name stays out of the metrics' names. */
  readonly disableHostname: Value<boolean | undefined>;
  /** Addresses and names of the services that metrics are sent to; Prometheus asks for them instead. */
  readonly sentTo: readonly Value<string | undefined>[];
}

export interface ServerTelemetry {
  readonly blocks: readonly Telemetry[];
  /** Where a block is missing: in a configuration that a server can start with. */
  readonly missing?: Value;
  /** Configurations that are not known, or cannot be read. */
  readonly open: readonly Unknown[];
}

/** The telemetry of the servers that a resource configures; several configurations are parts of one. */
export function telemetryOf(resource: Resource): ServerTelemetry {
  const configurations = configurationsOf(resource).filter(isServer);
  const open = configurations.filter((settings) => settings.kind === "unknown");
  const read = configurations.filter(({ kind }) => kind !== "unknown");
  const blocks = read.flatMap((settings) => blocksOf(settings, "telemetry"));
  const sets = (name: string) => read.some((settings) => !isAbsent(field(settings, name)));
  const [first] = read;
  const isMissing =
    blocks.length === 0 && open.length === 0 && sets("listener") && (sets("storage") || sets("backend"));
  return {
    blocks: blocks.map(readTelemetry),
    ...(isMissing && first !== undefined ? { missing: field(first, "telemetry") } : {}),
    open,
  };
}

function readTelemetry(block: Value): Telemetry {
  return {
    prometheusRetention: withDefault(asSeconds(field(block, "prometheus_retention_time"))),
    disableHostname: asBoolean(field(block, "disable_hostname")),
    sentTo: sinks.map((name) => asText(field(block, name))),
  };
}

/** SetupTelemetry adds a sink for each of these. */
const sinks = [
  "statsite_address",
  "statsd_address",
  "circonus_api_token",
  "circonus_submission_url",
  "dogstatsd_addr",
  "stackdriver_project_id",
];

const oneDay = 24 * 3600;

function withDefault(retention: Value<number | undefined>): Value<number> {
  return retention.kind === "known" ? known(retention.value ?? oneDay, retention.place) : retention;
}
