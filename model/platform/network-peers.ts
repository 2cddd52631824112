import { allOf, anyOf, isNot, isOpen, type Certainty } from "../certainty";
import { familyCovered, parseNetwork } from "../network";
import { asList, asText } from "../scalars";
import { field, isAbsent, isFields, type Unknown, type Value } from "../value";
import { notRead } from "./join";
import type { TrafficRule } from "./network-policy";
import { selects } from "./selector";

/** How much of the world a NetworkPolicy's rule lets through. */
export interface Openness {
  /** Where it leaves nobody out: the rule itself if it names no peer, else the peer that is everybody. */
  readonly everybody?: Value;
  /** What is not known of its peers, and could be everybody. */
  readonly undecided: readonly Unknown[];
}

export function opennessOf({ peers, value }: TrafficRule): Openness {
  if (peers.kind !== "known") return { undecided: [notRead(peers)] };
  if (peers.value.length === 0) return { everybody: value, undecided: [] };
  const judged = peers.value.map((peer) => ({ peer, isEverybody: isEverybody(peer) }));
  const everybody = judged.find(({ isEverybody }) => isEverybody === true)?.peer ?? wholeFamily(peers.value);
  const openAddresses = peers.value.map(addressOf).filter(({ kind }) => kind !== "known");
  const undecided = [...judged.map(({ isEverybody }) => isEverybody).filter(isOpen), ...openAddresses.map(notRead)];
  return everybody === undefined ? { undecided } : { everybody, undecided: [] };
}

/**
 * Every pod of every namespace. A selector of namespaces that only leaves some out counts as well, for it lets in whichever is made
 * next; and so does one by a label that every namespace has.
 */
function isEverybody(peer: Value): Certainty {
  if (peer.kind !== "known") return notRead(peer);
  const [namespaces, addresses] = [field(peer, "namespaceSelector"), field(peer, "ipBlock")];
  if (isAbsent(namespaces) || !isAbsent(addresses)) return false;
  return allOf([leavesNobodyOut(namespaces), leavesNobodyOut(field(peer, "podSelector"))]);
}

function leavesNobodyOut(selector: Value): Certainty {
  if (selector.kind !== "known") return notRead(selector);
  const labels = field(selector, "matchLabels");
  if (labels.kind !== "known") return notRead(labels);
  if (isFields(labels.value) && labels.value.size > 0) return false;
  const expressions = asList(field(selector, "matchExpressions"));
  return expressions.kind === "known" ? allOf(expressions.value.map(isNoLimit)) : notRead(expressions);
}

function isNoLimit(expression: Value): Certainty {
  const [key, operator] = [asText(field(expression, "key")), asText(field(expression, "operator"))];
  if (operator.kind !== "known") return notRead(operator);
  if (operator.value !== "Exists") return operator.value === "NotIn" || operator.value === "DoesNotExist";
  return key.kind === "known" ? key.value === nameLabel : notRead(key);
}

/** Every namespace has it (Kubernetes documentation, Namespaces, Automatic labelling). */
export const nameLabel = "kubernetes.io/metadata.name";

/** The last of the peers that together leave no address of a family out. An exception takes little from everybody. */
function wholeFamily(peers: readonly Value[]): Value | undefined {
  const networks = peers.map(addressOf).flatMap((address) => {
    const network = address.kind === "known" ? parseNetwork(address.value ?? "") : undefined;
    return network === undefined ? [] : [{ address, network }];
  });
  return familyCovered(networks.map(({ network }) => network)) === undefined ? undefined : networks.at(-1)?.address;
}

function addressOf(peer: Value): Value<string | undefined> {
  return asText(field(peer, "ipBlock", "cidr"));
}

/** By what a policy can mean the pods that it is for. */
export interface OwnPods {
  readonly podLabels: Value;
  readonly isInNamespace: (selector: Value) => Certainty;
}

/** Whether the rule's peers have the policy's own pods among them. */
export function includesOwn({ peers }: TrafficRule, own: OwnPods): Certainty {
  if (peers.kind !== "known") return notRead(peers);
  return peers.value.length === 0 || anyOf(peers.value.map((peer) => isOwn(peer, own)));
}

/** Whether the rule's peers have anybody beside the policy's own pods among them. */
export function includesOthers({ peers }: TrafficRule, own: OwnPods): Certainty {
  if (peers.kind !== "known") return notRead(peers);
  return peers.value.length === 0 || anyOf(peers.value.map((peer) => isNot(isOwnAlone(peer, own))));
}

function isOwn(peer: Value, { podLabels, isInNamespace }: OwnPods): Certainty {
  if (peer.kind !== "known") return notRead(peer);
  // The addresses may be those of the pods: nobody knows these beforehand.
  if (!isAbsent(field(peer, "ipBlock"))) return true;
  const [namespaces, pods] = [field(peer, "namespaceSelector"), field(peer, "podSelector")];
  return allOf([isAbsent(namespaces) || isInNamespace(namespaces), isAbsent(pods) || selects(pods, podLabels)]);
}

function isOwnAlone(peer: Value, own: OwnPods): Certainty {
  if (peer.kind !== "known") return notRead(peer);
  const pods = field(peer, "podSelector");
  if (!isAbsent(field(peer, "namespaceSelector")) || !isAbsent(field(peer, "ipBlock"))) return false;
  return allOf([isNot(leavesNobodyOut(pods)), isOwn(peer, own)]);
}
