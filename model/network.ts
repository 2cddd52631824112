import { isIP } from "node:net";

/** A network of one address family: its first and last address as numbers. */
export interface Network {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * A network as Vault reads one that tokens or logins are bound to (go-sockaddr's NewIPAddr, Go's net.ParseCIDR): `10.0.0.0/8`, or a
 * single address, with a port or without. An IPv4 network can also be written as an IPv6 one: `::ffff:10.0.0.0/104`.
 *
 * @returns undefined for what is no network
 */
export function parseNetwork(text: string): Network | undefined {
  // A netmask in hexadecimal is left out: what remains is one address.
  const [, host = "", prefix] = /^([^/]+?)(?:\/(\d{1,3}))?$/u.exec(text.trim().replace(/\/[\da-f]{8}$/iu, "")) ?? [];
  const address = addressOf(host);
  if (address === undefined) return undefined;
  const longest = address.family === 4 ? 32 : 128;
  const length = prefix === undefined ? longest : Number(prefix);
  if (length > longest) return undefined;
  const size = 1n << BigInt(longest - length);
  const first = address.number - (address.number % size);
  return withoutMapping({ family: address.family, first, last: first + size - 1n });
}

/** How many leading bits all of its addresses share: 8 of `10.0.0.0/8`. */
export function prefixLength({ family, first, last }: Network): number {
  return (family === 4 ? 32 : 128) - ((last - first).toString(2).length - (last === first ? 1 : 0));
}

/** The family of which the networks leave no address out: `0.0.0.0/0`, but also `0.0.0.0/1` and `128.0.0.0/1` together. */
export function familyCovered(networks: readonly Network[]): "IPv4" | "IPv6" | undefined {
  if (coversAll(networks, 4, 1n << 32n)) return "IPv4";
  return coversAll(networks, 6, 1n << 128n) ? "IPv6" : undefined;
}

function coversAll(networks: readonly Network[], family: Network["family"], size: bigint): boolean {
  const sorted = networks.filter((network) => network.family === family).sort(byFirst);
  const reached = sorted.reduce((next, { first, last }) => (first <= next && last >= next ? last + 1n : next), 0n);
  return reached === size;
}

function byFirst(left: Network, right: Network): number {
  return left.first < right.first ? -1 : 1;
}

interface Address {
  readonly family: Network["family"];
  readonly number: bigint;
}

function addressOf(text: string): Address | undefined {
  const host = withoutPort(text);
  if (isIP(host) === 4) return { family: 4, number: ipv4Number(host) };
  return isIP(host) === 6 && !host.includes("%") ? { family: 6, number: ipv6Number(host) } : undefined;
}

/** `10.1.2.3:8200` and `[2001:db8::1]:8200`. */
function withoutPort(text: string): string {
  return /^\[(?<six>[^\]]*)\](?::\d+)?$/u.exec(text)?.groups?.["six"] ?? text.replace(/^([\d.]+):\d+$/u, "$1");
}

function ipv4Number(text: string): bigint {
  return text.split(".").reduce((number, part) => number * 256n + BigInt(part), 0n);
}

function ipv6Number(text: string): bigint {
  const inHex = text.replace(/[\d.]+\.\d+$/u, (four) => {
    const number = ipv4Number(four);
    return `${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
  });
  const [head = "", tail = ""] = inHex.split("::");
  const groupsOf = (part: string) => part.split(":").filter((group) => group !== "");
  const [left, right] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].reduce((number, group) => number * 65536n + BigInt(`0x${group}`), 0n);
}

/** `::ffff:0:0/96` holds the IPv4 addresses. */
function withoutMapping(network: Network): Network {
  const mapped = 0xffffn << 32n;
  const isMapped = network.family === 6 && network.first >= mapped && network.last < mapped + (1n << 32n);
  return isMapped ? { family: 4, first: network.first - mapped, last: network.last - mapped } : network;
}
