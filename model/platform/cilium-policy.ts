import { allOf, anyOf, isNot, type Certainty } from "../certainty";
import type { Resource } from "../resource";
import { asBoolean, asText } from "../scalars";
import { field, isAbsent, isFields, known, map, type Value } from "../value";
import { bySelector, inOneNamespace, joined, notRead, type Join } from "./join";
import { kindOf, manifestsIn } from "./manifests";
import type { Direction } from "./network-policy";
import { selects } from "./selector";
import type { ServerWorkload } from "./servers";
import { itemsOf } from "./tls-handling";

/** A rule set of a CiliumNetworkPolicy (docs.cilium.io, Network Policy). One of the whole cluster chooses namespaces too, and is not read. */
export interface CiliumPolicy {
  readonly manifest: Resource;
  readonly spec: Value;
}

export function ciliumPoliciesIn(resources: readonly Resource[]): CiliumPolicy[] {
  return manifestsIn(resources)
    .filter(
      (manifest) => manifest.type.startsWith("kubernetes:cilium.io/") && kindOf(manifest) === "CiliumNetworkPolicy",
    )
    .flatMap((manifest) =>
      [field(manifest.inputs, "spec"), ...itemsOf(field(manifest.inputs, "specs"))]
        .filter((spec) => !isAbsent(spec))
        .map((spec) => ({ manifest, spec })),
    );
}

/** Whether nothing but what such policies say passes in a direction: they do so for pods that they select where they have a rule for it. */
export function restrictsByCilium(
  { manifest, spec }: CiliumPolicy,
  server: ServerWorkload,
  direction: Direction,
): Join {
  const selector = field(spec, "endpointSelector");
  const isSelected = isAbsent(selector) ? false : selects(withoutSources(selector), server.podLabels);
  const denies = asBoolean(field(spec, "enableDefaultDeny", direction));
  const isOff = denies.kind === "known" ? denies.value === false : notRead(denies);
  return joined(
    inOneNamespace(manifest, server.manifest),
    bySelector(isSelected, selector, manifest, server.manifest),
    { holds: allOf([hasRules(field(spec, direction)), isNot(isOff)]), of: manifest },
  );
}

function hasRules(rules: Value): Certainty {
  return rules.kind === "known" ? itemsOf(rules).length > 0 : notRead(rules);
}

/** Labels of Kubernetes' go by `k8s:` and by `any:` as well. */
function withoutSources(selector: Value): Value {
  const named = (labels: Value): Value =>
    map(labels, (content, place) =>
      isFields(content)
        ? known(new Map([...content].map(([name, value]) => [name.replace(/^(?:k8s|any)[:.]/u, ""), value])), place)
        : labels,
    );
  return map(selector, (content, place) =>
    isFields(content)
      ? known(
          new Map([...content].map(([name, value]) => [name, name === "matchLabels" ? named(value) : value])),
          place,
        )
      : selector,
  );
}

/** A rule, and whether it lets anybody through: the world, by its name or by all of its addresses. */
export interface CiliumRule {
  readonly value: Value;
  readonly isForAnybody: Certainty;
  /** Empty for every port; undefined for several by their first and last. */
  readonly ports: readonly Value<string | undefined>[];
}

export function ciliumRules({ spec }: CiliumPolicy, direction: Direction): CiliumRule[] {
  const to = direction === "ingress" ? "from" : "to";
  return itemsOf(field(spec, direction)).map((value) => {
    const listed = (name: string) => itemsOf(field(value, `${to}${name}`));
    const addresses = [...listed("CIDR"), ...listed("CIDRSet").map((set) => field(set, "cidr"))];
    return {
      value,
      isForAnybody: anyOf([
        ...listed("Entities").map((entity) => isOne(entity, ["all", "world"])),
        ...addresses.map((address) => isOne(address, ["0.0.0.0/0", "::/0"])),
      ]),
      ports: itemsOf(field(value, "toPorts")).flatMap((each) =>
        itemsOf(field(each, "ports")).map((port) =>
          map(asText(field(port, "endPort")), (last, place) =>
            last === undefined ? asText(field(port, "port")) : known(undefined, place),
          ),
        ),
      ),
    };
  });
}

function isOne(value: Value, texts: readonly string[]): Certainty {
  const text = asText(value);
  return text.kind === "known" ? texts.includes(text.value ?? "") : notRead(text);
}
