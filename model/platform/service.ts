import type { Resource } from "../resource";
import { asBoolean, asList, asText } from "../scalars";
import { field, isAbsent, isFields, known, map, type Value } from "../value";
import { bySelector, inOneNamespace, joined, type Join } from "./join";
import { kindOf, manifestsIn } from "./manifests";
import { selectsByMap } from "./selector";
import type { ServerWorkload } from "./servers";

/** A Kubernetes Service, as far as it decides who reaches which pods. */
export interface Service {
  readonly manifest: Resource;
  readonly name: Value<string | undefined>;
  readonly annotations: Value;
  readonly selector: Value;
  /** `ClusterIP`, `NodePort`, `LoadBalancer`; undefined for the first. */
  readonly type: Value<string | undefined>;
  /** Whether it has no address of its own, and its name stands for the pods themselves. */
  readonly isHeadless: Value<boolean>;
  /** Whether it also leads to pods that are not ready. */
  readonly publishesNotReady: Value<boolean | undefined>;
  readonly ports: Value<readonly Value[]>;
}

export function servicesIn(resources: readonly Resource[]): Service[] {
  return manifestsIn(resources).flatMap(asService);
}

function asService(manifest: Resource): Service[] {
  if (kindOf(manifest) !== "Service" || !manifest.type.startsWith("kubernetes:core/")) return [];
  const metadata = field(manifest.inputs, "metadata");
  const spec = field(manifest.inputs, "spec");
  const clusterIp = asText(field(spec, "clusterIP"));
  return [
    {
      manifest,
      name: asText(field(metadata, "name")),
      annotations: field(metadata, "annotations"),
      selector: field(spec, "selector"),
      type: asText(field(spec, "type")),
      isHeadless: map(clusterIp, (ip, place) => known(ip === "None", place)),
      publishesNotReady: asBoolean(field(spec, "publishNotReadyAddresses")),
      ports: asList(field(spec, "ports")),
    },
  ];
}

/** Whether the Service leads to pods of these servers, whichever of them it picks. */
export function leadsTo(service: Service, server: ServerWorkload): Join {
  const { selector, manifest } = service;
  const holds = selectsByMap(withoutPodState(selector), server.podLabels);
  // What it asks of the pods' state leaves nothing to compare, and it still picks pods of the namespace by it.
  const byStateAlone = asksPodState(selector) && isEmpty(withoutPodState(selector));
  return joined(
    inOneNamespace(manifest, server.manifest),
    bySelector(byStateAlone || holds, selector, manifest, server.manifest),
  );
}

/**
 * Labels that stand in no pod template: those that Vault itself keeps on its pod (serviceregistration/kubernetes/
 * service_registration.go) and those by which a StatefulSet tells its pods apart (Kubernetes documentation, Well-Known Labels).
 */
const podState =
  /^(?:vault-(?:active|initialized|perf-standby|sealed|version)|(?:statefulset|apps)\.kubernetes\.io\/.+)$/u;

function withoutPodState(selector: Value): Value {
  if (selector.kind !== "known" || !isFields(selector.value)) return selector;
  return known(new Map([...selector.value].filter(([label]) => !podState.test(label))), selector.place);
}

function asksPodState(selector: Value): boolean {
  return (
    selector.kind === "known" && isFields(selector.value) && [...selector.value.keys()].some((it) => podState.test(it))
  );
}

function isEmpty(selector: Value): boolean {
  return selector.kind === "known" && isFields(selector.value) && selector.value.size === 0;
}

/** What the Service demands of one of Vault's own labels: `vault-active` is `true`. Undefined where it does not ask. */
export function demandedLabel({ selector }: Service, label: string): Value<string | undefined> | undefined {
  const value = asText(field(selector, label));
  return isAbsent(value) ? undefined : value;
}
