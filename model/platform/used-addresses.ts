import { vaultProviderType, type Resource } from "../resource";
import { asText } from "../scalars";
import { addressesOf } from "../server/addresses";
import { blocksOf } from "../server/block";
import { containersOf, type Container } from "../server/workload";
import { field, isAbsent, known, type Value } from "../value";
import { variableOf } from "./containers";
import { hostOf } from "./host-name";
import { manifestsIn } from "./manifests";
import { configurationsFor } from "./mounted-data";
import { probesOf } from "./probes";
import { runsServer, type ServerWorkload } from "./servers";
import { leadsTo, servicesIn, type Service } from "./service";

/** An address by which somebody reaches the servers of a workload, and verifies their certificate. */
export interface UsedAddress {
  /** What gives it, and in which setting: `retry_join`, `VAULT_ADDR`. */
  readonly resource: Resource;
  readonly use: string;
  readonly address: Value<string | undefined>;
}

/**
 * The addresses at which the servers' certificate is verified. The cluster's own traffic, at cluster_addr, has certificates that Vault
 * makes itself (vault/cluster.go).
 */
export function usedAddressesOf(server: ServerWorkload, resources: readonly Resource[]): UsedAddress[] {
  const { manifest } = server;
  const containers = containersOf(manifest).filter(runsServer);
  return [
    ...configurationsFor(manifest, resources).flatMap(({ resource, settings }) => inConfiguration(settings, resource)),
    ...containers.map(({ settings }) => ({
      resource: manifest,
      use: "VAULT_API_ADDR",
      address: variableOf(settings, "VAULT_API_ADDR"),
    })),
    ...containers.flatMap((container) => inProbes(container, manifest)),
    ...inClients(server, resources),
  ].filter(({ address }) => !isAbsent(address) && isVerified(address));
}

/** Plain http verifies nothing. */
function isVerified(address: Value<string | undefined>): boolean {
  return address.kind !== "known" || !/^(?:http|unix):/iu.test(address.value ?? "");
}

function inConfiguration(settings: Value, resource: Resource): UsedAddress[] {
  if (settings.kind === "unknown") return [{ resource, use: "the configuration", address: settings }];
  const joins = blocksOf(settings, "storage")
    .flatMap((storage) => blocksOf(storage, "raft"))
    .flatMap((raft) => blocksOf(raft, "retry_join"));
  return [
    { resource, use: "api_addr", address: asText(field(settings, "api_addr")) },
    ...joins.map((join) => ({ resource, use: "retry_join", address: leaderOf(join) })),
  ];
}

/** A name that is given for verification counts instead of the address. What auto_join finds are addresses (go-discover). */
function leaderOf(join: Value): Value<string | undefined> {
  const setting = (name: string) => asText(field(join, name));
  const name = setting("leader_tls_servername");
  const found = setting("auto_join");
  const scheme = setting("auto_join_scheme");
  if (!isAbsent(name)) return name;
  if (found.kind === "unknown") return found;
  if (isAbsent(found)) return setting("leader_api_addr");
  if (scheme.kind === "known" && scheme.value === "http") return known(undefined, scheme.place);
  return known(foundAddress, found.place);
}

/** Stands for whatever address a server has at the time. */
export const foundAddress = "an-address-that-is-found";

/** A probe's command asks the server at the container's own VAULT_ADDR, and verifies unless told not to. */
function inProbes(container: Container, resource: Resource): UsedAddress[] {
  const commands = probesOf(container).flatMap((probe) => ("why" in probe ? [] : (probe.command ?? [])));
  const verifying = commands.some((command) => {
    const text = command.kind === "known" ? command.value : "";
    return /\bvault\s+\w/u.test(text) && !/-tls-skip-verify\b/u.test(text);
  });
  const isSet = (name: string) => !isAbsent(variableOf(container.settings, name));
  if (!verifying || isSet("VAULT_SKIP_VERIFY") || isSet("VAULT_TLS_SERVER_NAME")) return [];
  const given = variableOf(container.settings, "VAULT_ADDR");
  const address = isAbsent(given) ? known("https://127.0.0.1:8200", given.place) : given;
  return [{ resource, use: "a probe", address }];
}

/** Addresses in the rest of the stack that are those of a Service before these servers. */
function inClients(server: ServerWorkload, resources: readonly Resource[]): UsedAddress[] {
  const names = servicesOf(server, resources).flatMap(({ name }) => (name.kind === "known" ? (name.value ?? []) : []));
  const configured = configurationsFor(server.manifest, resources).map(({ resource }) => resource);
  const providers = resources.filter(({ type }) => type === vaultProviderType);
  return [...manifestsIn(resources), ...providers]
    .filter((resource) => !configured.includes(resource) && resource !== server.manifest && !givesName(resource))
    .flatMap((resource) => addressesOf(resource).map((address) => ({ resource, use: "an address of Vault", address })))
    .filter(({ resource, address }) =>
      address.kind === "known"
        ? isOfService(address.value ?? "", names)
        : // Of a provider's it is not likely that it is inside the cluster.
          resource.type !== vaultProviderType,
    );
}

/** The Services that lead to the servers' pods. */
export function servicesOf(server: ServerWorkload, resources: readonly Resource[]): Service[] {
  return servicesIn(resources).filter((service) => leadsTo(service, server).holds === true);
}

function givesName(resource: Resource): boolean {
  return containersOf(resource).some(({ settings }) => !isAbsent(variableOf(settings, "VAULT_TLS_SERVER_NAME")));
}

/** `vault`, `vault.vault.svc`, `vault-0.vault-internal`. */
function isOfService(address: string, services: readonly string[]): boolean {
  const [first = "", second = ""] = hostOf(address)?.split(".") ?? [];
  return services.includes(first) || services.includes(second);
}

/** The host that stands in an address, where it is a name: a server's own name in it is that of the first pod. */
export function hostIn(address: string, server: ServerWorkload): string | undefined {
  const name = asText(field(server.manifest.inputs, "metadata", "name"));
  const pod = `${name.kind === "known" ? (name.value ?? "") : "pod"}-0`;
  return hostOf(address.replace(/\$\((?:HOSTNAME|POD_NAME)\)|\$\{HOSTNAME\}|\bHOSTNAME\b/gu, pod));
}
