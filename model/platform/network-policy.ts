import type { Certainty } from "../certainty";
import type { Resource } from "../resource";
import { asList, asText } from "../scalars";
import { field, isAbsent, type Value } from "../value";
import { bySelector, inOneNamespace, joined, notRead, type Join } from "./join";
import { kindOf, manifestsIn } from "./manifests";
import { selects } from "./selector";
import type { ServerWorkload } from "./servers";

/** A Kubernetes NetworkPolicy. */
export interface NetworkPolicy {
  readonly manifest: Resource;
  readonly podSelector: Value;
  /** Whether nothing but what its rules say passes in a direction to or from the pods that it selects. */
  readonly restricts: (direction: Direction) => Certainty;
  readonly rules: (direction: Direction) => readonly TrafficRule[];
}

export type Direction = "ingress" | "egress";
export const directions: readonly Direction[] = ["ingress", "egress"];

/** One rule: what it lets through if the other end is any of the peers and the port any of the ports. Each means all where none is given. */
export interface TrafficRule {
  readonly value: Value;
  readonly peers: Value<readonly Value[]>;
  readonly ports: Value<readonly Value[]>;
}

export function networkPoliciesIn(resources: readonly Resource[]): NetworkPolicy[] {
  return manifestsIn(resources).flatMap((manifest) =>
    kindOf(manifest) === "NetworkPolicy" && isKubernetesOwn(manifest) ? [asPolicy(manifest)] : [],
  );
}

/**
 * Policies of the network plugins' own kinds, which say more than Kubernetes' and are not read: Cilium's, Calico's, and those of the
 * network-policy-api project.
 */
export function foreignPoliciesIn(resources: readonly Resource[]): Resource[] {
  return manifestsIn(resources).filter(
    (manifest) => /NetworkPolicy$/u.test(kindOf(manifest) ?? "") && !isKubernetesOwn(manifest),
  );
}

function isKubernetesOwn({ type }: Resource): boolean {
  return /^kubernetes:(?:networking\.k8s\.io|extensions)\//u.test(type);
}

function asPolicy(manifest: Resource): NetworkPolicy {
  const spec = field(manifest.inputs, "spec");
  return {
    manifest,
    podSelector: field(spec, "podSelector"),
    restricts: (direction) => restricts(spec, direction),
    rules: (direction) => rulesOf(spec, direction),
  };
}

/** Without `policyTypes` incoming traffic is restricted, and outgoing where there is a rule for it (API reference, NetworkPolicySpec). */
function restricts(spec: Value, direction: Direction): Certainty {
  const types = asList(field(spec, "policyTypes"));
  if (types.kind !== "known") return notRead(types);
  if (types.value.length > 0) return isAmong(direction, types.value.map(asText));
  if (direction === "ingress") return true;
  const egress = asList(field(spec, "egress"));
  return egress.kind === "known" ? egress.value.length > 0 : notRead(egress);
}

function isAmong(direction: Direction, types: readonly Value<string | undefined>[]): Certainty {
  if (types.some((type) => type.kind === "known" && type.value?.toLowerCase() === direction)) return true;
  const open = types.find((type) => type.kind !== "known");
  return open === undefined ? false : notRead(open);
}

function rulesOf(spec: Value, direction: Direction): TrafficRule[] {
  const rules = asList(field(spec, direction));
  const [peers, ports] = [direction === "ingress" ? "from" : "to", "ports"];
  return (rules.kind === "known" ? rules.value : [rules]).map((value) => ({
    value,
    peers: asList(field(value, peers)),
    ports: asList(field(value, ports)),
  }));
}

/** Whether the policy is one for the pods of these servers. */
export function isFor({ manifest, podSelector }: NetworkPolicy, server: ServerWorkload): Join {
  const holds = isAbsent(podSelector) || selects(podSelector, server.podLabels);
  return joined(inOneNamespace(manifest, server.manifest), bySelector(holds, podSelector, manifest, server.manifest));
}
