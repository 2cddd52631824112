import { isIP } from "node:net";
import { familyCovered, parseNetwork } from "../model/network";
import type { Problem } from "../problem/problem";

const fix = "name the networks that requests come from";

/** What is wrong with networks that something is bound to: each must bind, and all of them together leave somebody out. */
export function networkProblems(subject: string, path: string, cidrs: readonly string[]): readonly Problem[] {
  const each = cidrs.flatMap((cidr, index): Problem[] => {
    const must = networkRequirement(cidr);
    return must === undefined ? [] : [{ subject, path: `${path}[${index}]`, must, found: JSON.stringify(cidr), fix }];
  });
  if (each.length > 0) return each;
  const family = familyCovered(cidrs.flatMap((cidr) => parseNetwork(cidr) ?? []));
  if (family === undefined) return [];
  const must = `leave addresses out: together these networks are every ${family} address there is`;
  return [{ subject, path, must, found: cidrs.join(", "), fix }];
}

/** What a network fails to be; undefined for one that binds, written as Vault gives it back: else it would differ for ever. */
export function networkRequirement(cidr: string): string | undefined {
  const [, address = "", length = ""] = /^([^/%]+)\/(0|[1-9]\d{0,2})$/.exec(cidr) ?? [];
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (length === "" || Number(length) > longest) {
    return "be a network such as 10.20.0.0/16, or 192.0.2.7/32 for one address";
  }
  if (Number(length) === 0) return "leave addresses out: this network is every address there is";
  return isIP(address) === 6 ? spellingRequirement(address, length) : undefined;
}

/** Vault writes IPv6 as Go does (go-sockaddr, IPv6Addr.String), which is as URLs do but for the IPv4 addresses among them. */
function spellingRequirement(address: string, length: string): string | undefined {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  if (/^::ffff:[\da-f]+:[\da-f]+$/.test(canonical)) return "be written as the IPv4 network that it is";
  return canonical === address ? undefined : `be written as ${canonical}/${length}, which is how Vault gives it back`;
}
