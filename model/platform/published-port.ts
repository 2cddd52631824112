import type { Certainty } from "../certainty";
import { composeType } from "../file-types";
import { parseNetwork } from "../network";
import { input, type Resource } from "../resource";
import { asList, asText } from "../scalars";
import { partsOf } from "../server/compose-mounts";
import { containersOf, readContainer } from "../server/workload";
import { field, isAbsent, isFields, known, unknown, type Value } from "../value";
import { portsIn, type Ports } from "./firewall/opening";
import { notRead } from "./join";
import { runsServer } from "./servers";

/** A container that Docker runs for Vault, and what of the machine's network it has. */
export interface DockerServer {
  /** `service "vault"` of a Compose project; undefined for a container that is declared by itself. */
  readonly service?: string;
  /** `host` where the container has the machine's own network. */
  readonly networkMode: Value<string | undefined>;
  readonly published: readonly PublishedPort[];
}

/** Ports of a container that can be reached at an address of its machine. */
export interface PublishedPort {
  readonly value: Value;
  /** The machine's address; undefined for all that it has. */
  readonly address: Value<string | undefined>;
  /** The container's ports. */
  readonly ports: Ports;
}

/** The containers of a Compose project, or the one of Pulumi's Docker provider, that run Vault servers. */
export function dockerServersOf(resource: Resource): DockerServer[] {
  if (resource.type === "docker:index/container:Container") return readDeclared(resource);
  return resource.type === composeType ? readProject(resource) : [];
}

function readDeclared(container: Resource): DockerServer[] {
  const words = new Map([
    ["name", input(container, "name")],
    ["image", input(container, "image")],
    ["command", input(container, "entrypoints")],
    ["args", input(container, "command")],
    ["ports", input(container, "ports")],
  ]);
  if (!runsServer(readContainer(known(words, container.inputs.place)))) return [];
  const published = itemsOf(input(container, "ports")).flatMap((value) =>
    publishedPort(value, field(value, "ip"), portsIn(field(value, "internal")), field(value, "protocol")),
  );
  return [{ networkMode: asText(input(container, "networkMode")), published }];
}

function readProject(project: Resource): DockerServer[] {
  const services = input(project, "services");
  if (services.kind !== "known") return [{ networkMode: notRead(services), published: [] }];
  if (!isFields(services.value)) return [];
  const containers = containersOf(project);
  return [...services.value].flatMap(([service, settings], index) => {
    if (settings.kind !== "known") return [{ service, networkMode: notRead(settings), published: [] }];
    const container = containers[index];
    if (container === undefined || !runsServer(container)) return [];
    const published = itemsOf(field(settings, "ports")).flatMap(readPort);
    return [{ service, networkMode: asText(field(settings, "network_mode")), published }];
  });
}

function itemsOf(value: Value): readonly Value[] {
  const items = asList(value);
  return items.kind === "known" ? items.value : [items];
}

/** Compose's long and short form (Compose specification, services, ports): `[[address:]port:]port[/protocol]`. */
function readPort(value: Value): PublishedPort[] {
  if (value.kind === "known" && isFields(value.value)) {
    return publishedPort(value, field(value, "host_ip"), portsIn(field(value, "target")), field(value, "protocol"));
  }
  const text = asText(value);
  if (text.kind !== "known") return [{ value, address: notRead(text), ports: [notRead(text)] }];
  const [ports = "", protocol] = (text.value ?? "").split("/");
  const parts = partsOf(ports);
  const inside = known(parts.at(-1), text.place);
  return publishedPort(value, addressOf(parts, text), portsIn(inside), known(protocol, text.place));
}

function addressOf(parts: readonly string[], { place }: Value): Value<string | undefined> {
  // Between two colons may stand nothing, for a port that Docker chooses.
  const [first] = parts;
  const address = parts.length > 2 || /^(?:\[|\d+\.)/u.test(first ?? "") ? first : undefined;
  if (address?.includes("$") === true) return unknown("is a variable, which rules cannot look up", place);
  return known(address?.replace(/^\[(.*)\]$/u, "$1"), place);
}

function publishedPort(value: Value, address: Value, ports: Ports, protocol: Value): PublishedPort[] {
  const name = asText(protocol);
  if (name.kind === "known" && name.value !== undefined && name.value.toLowerCase() !== "tcp") return [];
  return [{ value, address: asText(address), ports }];
}

/** Whether whoever reaches the machine reaches the port: it has no address, or one that stands for all of them. */
export function isOnAllAddresses({ address }: PublishedPort): Certainty {
  if (address.kind !== "known") return notRead(address);
  if (isAbsent(address) || address.value === "") return true;
  const network = parseNetwork(address.value ?? "");
  return network !== undefined && network.first === 0n && network.last === 0n;
}
