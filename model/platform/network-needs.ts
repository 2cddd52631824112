import { anyOf, type Certainty } from "../certainty";
import type { Resource } from "../resource";
import { asCount, asList, asText } from "../scalars";
import { configurationsOf, isServer } from "../server/settings";
import { blocksOf } from "../server/block";
import { sealAddressesOf, sealsOf } from "../server/seal";
import { listenersOf } from "../server/listener";
import { field, isFields, type Value } from "../value";
import { joined, joinedByAny, notRead, type Join } from "./join";
import type { Direction } from "./network-policy";
import type { Port } from "./network-ports";
import type { ServerWorkload } from "./servers";

/** Traffic without which Vault's servers don't work. */
export interface Need {
  readonly direction: Direction;
  readonly peer: "its peers" | "clients" | "the name service" | "the API server" | "the seal";
  /** Any one of them is enough. */
  readonly ports: readonly [Port, ...Port[]];
  /** Whether there is the need at all. */
  readonly isNeeded: Join;
}

/**
 * What servers need, by their own configuration: Vault's ports for peers (8201, and 8200 to join a cluster of integrated storage) and
 * clients, names, the API server for service registration and joining by `k8s`, and what they are unsealed by.
 */
export function needsOf(server: ServerWorkload, resources: readonly Resource[]): Need[] {
  const configurations = resources.flatMap(readConfigurations);
  const api = portOf(configurations, "address", 8200);
  const cluster = portOf(configurations, "cluster_address", api.number + 1);
  const always = { holds: true, of: server.manifest };
  const forPeers = { holds: hasPeers(server), of: server.manifest };
  const toJoin = joined(forPeers, anySays(configurations, joinsByRaft, server));
  const amongPeers = (direction: Direction): Need[] => [
    { direction, peer: "its peers", ports: [cluster], isNeeded: forPeers },
    { direction, peer: "its peers", ports: [api], isNeeded: toJoin },
  ];
  return [
    ...amongPeers("ingress"),
    ...amongPeers("egress"),
    { direction: "ingress", peer: "clients", ports: [api], isNeeded: always },
    { direction: "egress", peer: "the name service", ports: [dns], isNeeded: always },
    {
      direction: "egress",
      peer: "the API server",
      ports: apiServer,
      isNeeded: anySays(configurations, asksApiServer, server),
    },
    ...sealNeeds(configurations),
  ];
}

interface Configuration {
  readonly settings: Value;
  readonly resource: Resource;
}

function readConfigurations(resource: Resource): Configuration[] {
  return configurationsOf(resource)
    .filter(isServer)
    .map((settings) => ({ settings, resource }));
}

const dns: Port = { protocol: "UDP", number: 53, names: ["dns", "domain"] };

/** Where API servers listen: managed clusters, kubeadm and OpenShift and k3s, MicroK8s. A policy sees the port behind the Service. */
const apiServer: Need["ports"] = [tcp(443, "https"), tcp(6443), tcp(16_443)];

function tcp(number: number, ...names: readonly string[]): Port {
  return { protocol: "TCP", number, names };
}

function hasPeers({ kind, manifest }: ServerWorkload): Certainty {
  if (kind === "Pod") return false;
  if (kind === "DaemonSet") return true;
  const replicas = asCount(field(manifest.inputs, "spec", "replicas"));
  return replicas.kind === "known" ? (replicas.value ?? 1) > 1 : notRead(replicas);
}

/** The names under which the official chart's containers have the two ports. */
const portNames: Readonly<Record<string, readonly string[]>> = {
  address: ["https", "http", "api", "vault"],
  cluster_address: ["https-internal", "internal", "cluster"],
};

/** The port of the first listener that says one; else it is 8200, and for the cluster the next one (command/server.go, InitListeners). */
function portOf(configurations: readonly Configuration[], name: string, otherwise: number): Port {
  const listeners = configurations
    .map(({ settings }) => listenersOf(settings))
    .flatMap((each) => (each.kind === "known" ? each.value : []));
  const ports = listeners.flatMap(({ settings }) => {
    const address = asText(field(settings, name));
    return address.kind === "known" ? (/:(?<port>\d+)$/u.exec(address.value ?? "")?.groups?.["port"] ?? []) : [];
  });
  return tcp(Number(ports[0] ?? otherwise), ...(portNames[name] ?? []));
}

function anySays(
  configurations: readonly Configuration[],
  says: (settings: Value) => Certainty,
  server: ServerWorkload,
): Join {
  const answers = configurations.map(({ settings, resource }) => {
    return { holds: settings.kind === "unknown" ? settings : says(settings), of: resource };
  });
  return joinedByAny(answers, server.manifest);
}

function raftBlocks(settings: Value): readonly Value[] {
  return ["storage", "ha_storage", "backend"]
    .flatMap((name) => blocksOf(settings, name))
    .map((block) => field(block, "raft"))
    .filter((raft) => raft.kind !== "known" || raft.value !== undefined);
}

function joinsByRaft(settings: Value): Certainty {
  return anyOf(raftBlocks(settings).map((raft) => (raft.kind === "unknown" ? raft : true)));
}

function asksApiServer(settings: Value): Certainty {
  const registers = blocksOf(settings, "service_registration").some(
    (block) => block.kind === "known" && isFields(block.value) && block.value.has("kubernetes"),
  );
  const joins = raftBlocks(settings).flatMap((raft) => {
    const blocks = asList(field(raft, "retry_join"));
    return blocks.kind === "known" ? blocks.value.map((block) => asText(field(block, "auto_join"))) : [];
  });
  return registers || joins.some((join) => join.kind === "known" && /\bprovider=k8s\b/u.test(join.value ?? ""));
}

/** Seals that are another machine's: a key service of a cloud, or another Vault. */
const remoteSeals: ReadonlySet<string> = new Set([
  ...["alicloudkms", "awskms", "azurekeyvault", "gcpckms", "ocikms", "transit"],
]);

function sealNeeds(configurations: readonly Configuration[]): Need[] {
  return configurations.flatMap(({ settings, resource }) => {
    if (settings.kind === "unknown") return [sealNeed(443, settings, resource)];
    return sealsOf(settings).flatMap((seal) => {
      if (seal.type.kind !== "known") return [sealNeed(443, notRead(seal.type), resource)];
      return remoteSeals.has(seal.type.value ?? "") ? addressNeeds(sealAddressesOf(seal), resource) : [];
    });
  });
}

/** A cloud's key service has a name of the cloud's own where the seal gives none. */
function addressNeeds(addresses: readonly Value<string | undefined>[], resource: Resource): Need[] {
  if (addresses.length === 0) return [sealNeed(443, true, resource)];
  return addresses.map((address) => {
    if (address.kind !== "known") return sealNeed(443, notRead(address), resource);
    const url = URL.canParse(address.value ?? "") ? new URL(address.value ?? "") : undefined;
    return sealNeed(Number(url?.port || (url?.protocol === "http:" ? 80 : 443)), true, resource);
  });
}

function sealNeed(port: number, holds: Certainty, of: Resource): Need {
  return { direction: "egress", peer: "the seal", ports: [tcp(port)], isNeeded: { holds, of } };
}
