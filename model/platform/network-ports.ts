import { allOf, anyOf, type Certainty } from "../certainty";
import { asCount, asText } from "../scalars";
import { asUnknown, field, isAbsent, type Value } from "../value";
import { notRead } from "./join";
import type { TrafficRule } from "./network-policy";

/** A port of a protocol, and the names that those who listen on it give it. */
export interface Port {
  readonly protocol: "TCP" | "UDP";
  readonly number: number;
  readonly names: readonly string[];
}

/** Whether a NetworkPolicy's rule lets traffic to this port through; one that gives no ports means all of them. */
export function coversPort({ ports }: TrafficRule, port: Port): Certainty {
  if (ports.kind !== "known") return notRead(ports);
  return ports.value.length === 0 || anyOf(ports.value.map((each) => isPort(each, port)));
}

/** Whether it says this port, by its number, a name or a range. */
export function namesPort(rule: TrafficRule, port: Port): Certainty {
  return !(rule.ports.kind === "known" && rule.ports.value.length === 0) && coversPort(rule, port);
}

/** Whether it says ports, and none but these. */
export function coversOnly({ ports }: TrafficRule, allowed: readonly number[]): Certainty {
  if (ports.kind !== "known") return notRead(ports);
  return ports.value.length > 0 && allOf(ports.value.map((each) => isAmong(each, allowed)));
}

function isAmong(value: Value, allowed: readonly number[]): Certainty {
  const [first, last] = [asCount(field(value, "port")), asCount(field(value, "endPort"))];
  if (first.kind !== "known") return asUnknown(first, portName);
  if (last.kind !== "known") return notRead(last);
  return first.value !== undefined && last.value === undefined && allowed.includes(first.value);
}

const portName = "is the name of a port, which pods elsewhere decide";

function isPort(value: Value, wanted: Port): Certainty {
  const protocol = asText(field(value, "protocol"));
  if (protocol.kind !== "known") return notRead(protocol);
  if ((protocol.value ?? "TCP") !== wanted.protocol) return false;
  const port = field(value, "port");
  return isAbsent(port) || isNumber(port, asCount(field(value, "endPort")), wanted);
}

function isNumber(port: Value, last: Value<number | undefined>, wanted: Port): Certainty {
  const text = asText(port);
  if (text.kind !== "known") return notRead(text);
  if (wanted.names.includes(text.value ?? "")) return true;
  const first = asCount(port);
  if (first.kind !== "known") return asUnknown(first, portName);
  if (first.value === undefined || first.value > wanted.number) return false;
  if (last.kind !== "known") return notRead(last);
  return wanted.number <= (last.value ?? first.value);
}
