import { asBoolean, asText } from "../scalars";
import type { Resource } from "../resource";
import { field, map, known, type Unknown, type Value } from "../value";
import { blocksOf } from "./block";
import { listenersOf, type Listener } from "./listener";
import { configurationsOf, isServer } from "./settings";

/** What a listener can be told to show to whoever asks (internalshared/configutil/listener.go). None of it is audited. */
const settings = {
  metrics: { block: "telemetry", name: "unauthenticated_metrics_access" },
  profiles: { block: "profiling", name: "unauthenticated_pprof_access" },
  "requests in flight": { block: "inflight_requests_logging", name: "unauthenticated_in_flight_requests_access" },
} as const;

/** One thing that a listener shows, or might show, without a token. */
export interface Shown {
  readonly what: keyof typeof settings;
  readonly isShown: Value<boolean | undefined>;
  /** Whether the listener is for its own machine only: loopback, or a unix socket. */
  readonly isLocal: Value<boolean>;
  /** Whether clients are sent to another listener of the same server. */
  readonly isApart: Value<boolean>;
}

export interface ShownByServer {
  readonly shown: readonly Shown[];
  /** Listeners of which not even the number is known. */
  readonly open: readonly Unknown[];
}

/** What the listeners of a resource's servers show without a token. */
export function shownWithoutToken(resource: Resource): ShownByServer {
  const servers = configurationsOf(resource).filter(isServer);
  const read = servers.map((server) => ({ server, listeners: listenersOf(server) }));
  return {
    shown: read.flatMap(({ server, listeners }) =>
      listeners.kind === "known" ? listeners.value.flatMap((listener) => shownBy(listener, clientPort(server))) : [],
    ),
    open: read.flatMap(({ listeners }) => (listeners.kind === "unknown" ? [listeners] : [])),
  };
}

function shownBy(listener: Listener, clients: Value<string>): Shown[] {
  const address = asText(field(listener.settings, "address"));
  const isUnix = listener.type.kind === "known" && listener.type.value === "unix";
  const isLocal = map(address, (text, place) => known(isUnix || isLoopback(text), place));
  const isApart = map(address, (text) => map(clients, (port, place) => known(portOf(text) !== port, place)));
  const whats = ["metrics", "profiles", "requests in flight"] as const;
  return whats.flatMap((what) =>
    blocksOf(listener.settings, settings[what].block).map((block) => ({
      what,
      isShown: asBoolean(field(block, settings[what].name)),
      isLocal,
      isApart,
    })),
  );
}

/** A listener without an address has 127.0.0.1:8200 (command/server/listener_tcp.go). */
function isLoopback(address: string | undefined): boolean {
  return address === undefined || /^(?:127\.|localhost(?::|$)|\[::1\]|::1$)/iu.test(address);
}

/** The port to which clients are sent: the one in api_addr. */
function clientPort(server: Value): Value<string> {
  return map(asText(field(server, "api_addr")), (address, place) => known(portOf(address), place));
}

function portOf(address: string | undefined): string {
  return /:(?<port>\d+)\/?$/u.exec(address ?? "")?.groups?.["port"] ?? "8200";
}
