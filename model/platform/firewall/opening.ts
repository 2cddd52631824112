import { anyOf, type Certainty } from "../../certainty";
import { familyCovered, parseNetwork } from "../../network";
import type { Resource } from "../../resource";
import { asCount, asList, asText } from "../../scalars";
import { unknown, type Unknown, type Value } from "../../value";
import { notRead } from "../join";

/** One rule of a firewall that lets traffic in. */
export interface Opening {
  /** What says it: the group itself, or a rule that is declared apart. */
  readonly resource: Resource;
  /** The rule, as a whole. */
  readonly value: Value;
  /** The group that it is a rule of: the name of the input that says which, where that is not the resource itself. */
  readonly groupInput?: string;
  readonly ports: Ports;
  readonly sources: Sources;
}

/** The TCP ports that a rule is about: none for one about another protocol. */
export type Ports = readonly (PortRange | Unknown)[];
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export const allPorts: PortRange = { first: 0, last: 65_535 };

/** Whom a rule lets in: whoever has one of these addresses, and beside them those whom no address names (groups, tags). */
export interface Sources {
  readonly addresses: readonly Value<string | undefined>[];
  /** Whether nobody is named, which in this cloud means everybody. */
  readonly isAnybody: boolean;
}

export function hasPort(ports: Ports, port: number): Certainty {
  return anyOf(ports.map((range) => ("kind" in range ? range : range.first <= port && port <= range.last)));
}

/** Whether the rule is about this port, and not about so many that it says nothing of it. */
export function isAbout(ports: Ports, port: number): boolean {
  const few = 100;
  return ports.some((it) => !("kind" in it) && it.last - it.first < few && it.first <= port && port <= it.last);
}

/** Whether the rule lets in the whole Internet, of one address family at least. */
export function isOpenToAll({ addresses, isAnybody }: Sources): Certainty {
  if (isAnybody) return true;
  const texts = addresses.map((address) => (address.kind === "known" ? (address.value ?? "") : notRead(address)));
  const known = texts.filter((text) => typeof text === "string");
  if (known.some((text) => everybody.test(text))) return true;
  const networks = known.flatMap((text) => parseNetwork(text) ?? []);
  if (familyCovered(networks) !== undefined) return true;
  return texts.find((text) => typeof text !== "string") ?? false;
}

/** Words for it in Azure's rules, beside its addresses. */
const everybody = /^(?:\*|any|internet)$/iu;

/** Ports from one number to another; a rule that gives neither means all. */
export function rangeOf(first: Value, last: Value): Ports {
  const [from, to] = [asCount(first), asCount(last)];
  if (from.kind !== "known") return [notRead(from)];
  if (to.kind !== "known") return [notRead(to)];
  if (from.value === undefined || from.value < 0) return [allPorts];
  return [{ first: from.value, last: to.value ?? from.value }];
}

/** Ports in a text: `8200`, `8200-8201`, `*` or `any` for all. */
export function portsIn(value: Value): Ports {
  const text = asText(value);
  if (text.kind !== "known") return [notRead(text)];
  if (text.value === undefined || /^(?:\*|any|all|0|)$/iu.test(text.value)) return [allPorts];
  const range = /^(?<first>\d+)(?:\s*[-:]\s*(?<last>\d+))?$/u.exec(text.value.trim())?.groups;
  if (range === undefined) return [unknown("is nothing that is read as ports", value.place)];
  const first = Number(range["first"]);
  return [{ first, last: range["last"] === undefined ? first : Number(range["last"]) }];
}

/** The ports that a rule is about if its protocol is this: none for another than TCP, and all where it means every protocol. */
export function ofProtocol(protocol: Value, ports: Ports): Ports {
  const text = asText(protocol);
  if (text.kind !== "known") return [notRead(text)];
  const name = (text.value ?? "all").toLowerCase();
  if (name === "-1" || name === "all") return [allPorts];
  // Azure's word for every protocol, beside which ports are given.
  return name === "tcp" || name === "6" || name === "*" ? ports : [];
}

/** The texts in a list, or one alone. */
export function textsIn(value: Value): Value<string | undefined>[] {
  const items = asList(value);
  return items.kind === "known" ? items.value.map(asText) : [items];
}
