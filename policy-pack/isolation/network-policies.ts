import { anyOf, isNot, isOpen } from "../../model/certainty";
import { inOneNamespace, joined, joinedByAny, notRead, type Join } from "../../model/platform/join";
import { kindOf } from "../../model/platform/manifests";
import { namespaceSelection } from "../../model/platform/namespace";
import { needsOf, type Need } from "../../model/platform/network-needs";
import { includesOthers, includesOwn, opennessOf, type OwnPods } from "../../model/platform/network-peers";
import { coversOnly, coversPort } from "../../model/platform/network-ports";
import {
  directions,
  foreignPoliciesIn,
  isFor,
  networkPoliciesIn,
  type Direction,
  type NetworkPolicy,
  type TrafficRule,
} from "../../model/platform/network-policy";
import type { ServerWorkload } from "../../model/platform/servers";
import type { Resource } from "../../model/resource";
import { subjectOf } from "../../model/subject";
import { isFields, isList } from "../../model/value";
import { about } from "../about";
import { onlyIf } from "../only-if";
import { notEvaluated, violation, type Outcome } from "../outcome";
import { inTheirTerms } from "../terms";
import { restrictedByCilium } from "./cilium-policies";
import { openTo } from "./open-to";

/** A policy, and whether it is one for certain servers. */
interface Applied {
  readonly policy: NetworkPolicy;
  readonly isForServer: Join;
}

/** What the servers' NetworkPolicies leave unrestricted, and what they keep from the servers that these need. */
export function judgeNetworkPolicies(server: ServerWorkload, resources: readonly Resource[]): Outcome[] {
  const applied = networkPoliciesIn(resources)
    .map((policy) => ({ policy, isForServer: isFor(policy, server) }))
    .filter(({ isForServer }) => isForServer.holds !== false);
  const needs = needsOf(server, resources);
  return directions.flatMap((direction) => {
    const restricted = joinedByAny(
      applied.map((each) => restricting(each, direction)),
      server.manifest,
    );
    if (restricted.holds === true) {
      const own = { podLabels: server.podLabels, isInNamespace: namespaceSelection(server.manifest, resources) };
      return needs
        .filter((need) => need.direction === direction)
        .flatMap((need) => judgeNeed(need, server, applied, own));
    }
    return unrestricted(server, direction, restricted, resources);
  });
}

function restricting({ policy, isForServer }: Applied, direction: Direction): Join {
  return joined(isForServer, { holds: policy.restricts(direction), of: policy.manifest });
}

const words: Readonly<Record<Direction, string>> = { ingress: "Ingress", egress: "Egress" };
const traffic: Readonly<Record<Direction, string>> = { ingress: "incoming", egress: "outgoing" };

function unrestricted(
  server: ServerWorkload,
  direction: Direction,
  { holds, of }: Join,
  resources: readonly Resource[],
): Outcome[] {
  const must = `be selected by a NetworkPolicy that restricts its ${traffic[direction]} traffic`;
  const byCilium = restrictedByCilium(server, direction, resources);
  // What those let through is not compared with what the servers need.
  if (byCilium.holds === true) return [];
  if (isOpen(holds)) return [notEvaluated(holds, { must, ...about(of) })];
  if (isOpen(byCilium.holds)) return [notEvaluated(byCilium.holds, { must, ...about(byCilium.of) })];
  const fix = inTheirTerms(server.manifest, server.podLabels, {
    helm: `set server.networkPolicy.enabled to true, and name whom Vault may talk to in server.networkPolicy.${direction}`,
    manifest: `give a NetworkPolicy for its pods policyTypes with ${words[direction]}, and name whom Vault may talk to in spec.${direction}`,
  });
  const requirement = { must, ...(fix === undefined ? {} : { fix }), ...about(server.manifest) };
  const [foreign] = foreignPoliciesIn(resources).filter((policy) => mayBeFor(policy, server));
  return foreign === undefined
    ? [violation(server.manifest.inputs, requirement, "none")]
    : [notEvaluated(server.manifest.inputs, requirement, `a ${kindOf(foreign) ?? ""}, which this rule does not read`)];
}

/** One of no namespace is for the whole cluster. */
function mayBeFor(policy: Resource, server: ServerWorkload): boolean {
  const isClusterWide = /^(?:Cilium)?(?:Clusterwide|Global|Admin|BaselineAdmin|Cluster)NetworkPolicy$/u;
  return isClusterWide.test(kindOf(policy) ?? "") || inOneNamespace(policy, server.manifest).holds !== false;
}

function judgeNeed(need: Need, server: ServerWorkload, applied: readonly Applied[], own: OwnPods): Outcome[] {
  const isLetThrough = joinedByAny(
    applied.flatMap((each) => lettingThrough(each, need, own)),
    server.manifest,
  );
  if (isLetThrough.holds === true) return [];
  const requirement = { must: wordsFor(need), fix: fixFor(need, server, applied), ...about(server.manifest) };
  const outcome = isOpen(isLetThrough.holds)
    ? notEvaluated(isLetThrough.holds, { ...requirement, ...about(isLetThrough.of) })
    : violation(server.manifest.inputs, requirement, "no rule of its NetworkPolicies that lets this through");
  return onlyIf(need.isNeeded, [outcome]);
}

function lettingThrough({ policy, isForServer }: Applied, need: Need, own: OwnPods): Join[] {
  const includes = need.peer === "its peers" ? includesOwn : includesOthers;
  return policy.rules(need.direction).map((rule) => {
    const isPort = anyOf(need.ports.map((port) => coversPort(rule, port)));
    return joined(
      isForServer,
      { holds: isPort, of: policy.manifest },
      { holds: includes(rule, own), of: policy.manifest },
    );
  });
}

function wordsFor({ direction, peer, ports }: Need): string {
  const numbers = ports.map(({ number }) => String(number));
  const last = numbers.pop() ?? "";
  const port = `${ports[0].protocol} port ${numbers.length === 0 ? last : `${numbers.join(", ")} or ${last}`}`;
  return direction === "ingress" ? `let ${peer} in on ${port}` : `reach ${peer} on ${port}`;
}

function fixFor({ direction }: Need, server: ServerWorkload, applied: readonly Applied[]): string {
  if (server.manifest.madeBy !== undefined) return `add a rule for it to server.networkPolicy.${direction}`;
  const names = [...new Set(applied.map(({ policy }) => subjectOf(policy.manifest)))].sort();
  return `add a rule for it to spec.${direction} of ${names.join(" or ")}`;
}

/** Rules that leave nobody out, in policies for any of these servers. */
export function judgeOpenRules(
  servers: readonly ServerWorkload[],
  resources: readonly Resource[],
  portsToAnywhere: readonly number[],
): Outcome[] {
  return networkPoliciesIn(resources).flatMap((policy) => {
    const outcomes = directions.flatMap((direction) => {
      const said = policy.rules(direction).flatMap((rule) => {
        const isAllowed = direction === "egress" && coversOnly(rule, portsToAnywhere);
        return onlyIf({ holds: isNot(isAllowed), of: policy.manifest }, judgeRule(rule, direction, policy.manifest));
      });
      return onlyIf({ holds: policy.restricts(direction), of: policy.manifest }, said);
    });
    const isForAny = joinedByAny(
      servers.map((server) => isFor(policy, server)),
      policy.manifest,
    );
    return onlyIf(isForAny, outcomes);
  });
}

function judgeRule(rule: TrafficRule, direction: Direction, manifest: Resource): Outcome[] {
  const requirement = { ...openTo(direction), ...about(manifest) };
  const { everybody, undecided } = opennessOf(rule);
  if (everybody === undefined) return undecided.map((value) => notEvaluated(notRead(value), requirement));
  const isText = everybody.kind === "known" && !isFields(everybody.value) && !isList(everybody.value);
  return [violation(everybody, requirement, ...(isText ? [] : ["everybody"]))];
}
