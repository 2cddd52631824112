import { anyOf, type Certainty } from "../certainty";
import { familyCovered, parseNetwork } from "../network";
import { asNames, asText } from "../scalars";
import { field, isAbsent, isFields, type Value } from "../value";
import { notRead } from "./join";
import type { Service } from "./service";

/** Whether a cloud makes a load balancer for the Service. */
export function isLoadBalancer({ type }: Service): Certainty {
  return type.kind === "known" ? type.value === "LoadBalancer" : notRead(type);
}

/**
 * Whether the load balancer is for private networks only: an annotation says so, by the name that each cloud has for it
 * (Kubernetes documentation, Service, Internal load balancer).
 */
export function isInternal({ annotations }: Service): Certainty {
  if (annotations.kind !== "known") return notRead(annotations);
  if (!isFields(annotations.value)) return false;
  return anyOf([...annotations.value].filter(([name]) => saysWhere.test(name)).map(([, value]) => saysInternal(value)));
}

const saysWhere = /internal|load-?balancer-(?:scheme|type|network)|disable-public-network/u;

function saysInternal(value: Value): Certainty {
  const text = asText(value);
  // A boolean is no annotation's value, and is still understood. The network stood for it in AWS's first form.
  return text.kind === "known" ? /^(?:true|1|internal|0\.0\.0\.0\/0)$/iu.test(text.value ?? "") : notRead(text);
}

/** Whom the load balancer lets in, where the Service says it. */
export function sourceRangesOf({ manifest, annotations }: Service): Value {
  const given = field(manifest.inputs, "spec", "loadBalancerSourceRanges");
  return isAbsent(given) ? orAnnotation(given, annotations) : given;
}

function orAnnotation(given: Value, annotations: Value): Value {
  const older = field(annotations, "service.beta.kubernetes.io/load-balancer-source-ranges");
  return isAbsent(older) ? given : older;
}

/** Whether networks leave nobody out, of one address family at least; as none at all do. */
export function areEverybody(ranges: Value): Certainty {
  const texts = asNames(ranges);
  if (texts.kind !== "known") return notRead(texts);
  if (texts.value.length === 0) return true;
  const networks = texts.value.flatMap((text) => (text.kind === "known" ? (parseNetwork(text.value) ?? []) : []));
  const open = texts.value.find(({ kind }) => kind !== "known");
  return familyCovered(networks) !== undefined || (open === undefined ? false : notRead(open));
}
