import { allOf, anyOf, type Certainty } from "../certainty";
import { asCount, asList, asText } from "../scalars";
import { asUnknown, field, isAbsent, type Value } from "../value";
import type { ServerWorkload } from "./servers";
import { areEqual, selects } from "./selector";

/** What pods are kept apart by: the label of the nodes, and the value that says so. */
export type Topology = "node" | "zone";

/** Well-known labels of nodes (Kubernetes documentation, Well-Known Labels). */
const topologyKeys: Readonly<Record<Topology, readonly string[]>> = {
  node: ["kubernetes.io/hostname"],
  zone: ["topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"],
};

/**
 * Whether a workload's pods must be on different nodes, or in different zones, for the scheduler to start them: by a required
 * anti-affinity to themselves, or by a spread with no more than one more here than there. What the scheduler only prefers does not
 * count (Kubernetes API, PodAntiAffinity, TopologySpreadConstraint).
 */
export function areKeptApart(server: ServerWorkload, topology: Topology): Certainty {
  const keys = topologyKeys[topology];
  // No two zones share a node. A spread over zones keeps no more servers than there are zones apart.
  const wider = topology === "node" ? antiAffinities(server, topologyKeys.zone) : [];
  return anyOf([...antiAffinities(server, keys), ...spreads(server, keys), ...wider]);
}

function antiAffinities(server: ServerWorkload, keys: readonly string[]): Certainty[] {
  const path = ["affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
  return itemsOf(field(server.podSpec, ...path)).map((term) =>
    allOf([isKey(term, keys), selectsThemselves(term, server), isForTheirNamespace(term, server)]),
  );
}

function spreads(server: ServerWorkload, keys: readonly string[]): Certainty[] {
  return itemsOf(field(server.podSpec, "topologySpreadConstraints")).map((constraint) =>
    allOf([
      isKey(constraint, keys),
      selectsThemselves(constraint, server),
      // Where it is not given, the scheduler may not.
      isOneOf(asText(field(constraint, "whenUnsatisfiable")), [undefined, "DoNotSchedule"]),
      isOneOf(asCount(field(constraint, "maxSkew")), [undefined, 1]),
    ]),
  );
}

/** Of a list that is not known, one item of which nothing is known. */
function itemsOf(value: Value): readonly Value[] {
  const items = asList(value);
  return items.kind === "known" ? items.value : [asUnknown(items, "is a secret text")];
}

function isKey(term: Value, keys: readonly string[]): Certainty {
  return isOneOf(asText(field(term, "topologyKey")), keys);
}

function isOneOf<T>(value: Value<T>, wanted: readonly T[]): Certainty {
  return value.kind === "known" ? wanted.includes(value.value) : asUnknown(value, "is a secret text");
}

/** Without a selector a term is about no pods at all. */
function selectsThemselves(term: Value, { podLabels }: ServerWorkload): Certainty {
  const selector = field(term, "labelSelector");
  return isAbsent(selector) ? false : selects(selector, podLabels);
}

/** Without namespaces it is about the pods' own. */
function isForTheirNamespace(term: Value, { namespace }: ServerWorkload): Certainty {
  const namespaces = field(term, "namespaces");
  if (isAbsent(namespaces) || !isAbsent(field(term, "namespaceSelector"))) return true;
  return anyOf(itemsOf(namespaces).map((name) => areEqual(asText(name), namespace)));
}
