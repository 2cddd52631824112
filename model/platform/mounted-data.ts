import { allOf } from "../certainty";
import type { Resource } from "../resource";
import { asList, asText } from "../scalars";
import { configurationsOf, isServer } from "../server/settings";
import { asUnknown, field, isAbsent, unknown, type Unknown, type Value } from "../value";
import { manifestsNamed } from "./find-manifests";
import { inOneNamespace } from "./join";
import { volumesOf, type Volume } from "./volumes";

/** A ConfigMap or a Secret by its name. */
export interface DataName {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: Value<string | undefined>;
}

/** The ConfigMaps and Secrets that a volume is made from (Kubernetes API, Volume). */
export function namesOf({ source, settings }: Volume): DataName[] {
  if (source.kind !== "known") return [];
  switch (source.value) {
    case "configMap":
      return [{ kind: "ConfigMap", name: asText(field(settings, "name")) }];
    case "secret":
      return [{ kind: "Secret", name: asText(field(settings, "secretName")) }];
    case "projected": {
      const parts = asList(field(settings, "sources"));
      return parts.kind === "known" ? parts.value.flatMap(namesInProjection) : [];
    }
    default:
      return [];
  }
}

function namesInProjection(part: Value): DataName[] {
  const names: readonly DataName[] = [
    { kind: "ConfigMap", name: asText(field(part, "configMap", "name")) },
    { kind: "Secret", name: asText(field(part, "secret", "name")) },
  ];
  return names.filter(({ name }) => !isAbsent(name));
}

/** The stack's ConfigMaps and Secrets in a workload's volumes, and what keeps others from being known as such. */
export function mountedDataOf(manifest: Resource, resources: readonly Resource[]): (Resource | Unknown)[] {
  const volumes = volumesOf(manifest);
  if (volumes.kind !== "known") return [asUnknown(volumes, "is a secret text")];
  return volumes.value.flatMap(namesOf).flatMap((name) => dataCalled(name, manifest, resources));
}

/** The object of that name in a workload's namespace. */
export function dataCalled(
  { kind, name }: DataName,
  manifest: Resource,
  resources: readonly Resource[],
): (Resource | Unknown)[] {
  if (name.kind === "unknown") return [name];
  return manifestsNamed(kind, name, resources).flatMap((each): (Resource | Unknown)[] => {
    const isThere = inOneNamespace(each, manifest).holds;
    if (isThere === false || !isKubernetesData(each)) return [];
    const own = asText(field(each.inputs, "metadata", "name"));
    const isNamed = own.kind === "known" ? isText(name, own.value ?? "") : asUnknown(own, "is a secret text");
    const isIt = allOf([isNamed, isThere]);
    if (isIt === false) return [];
    // Which of several it is, or whether it is one of these, is not known.
    return isIt === true ? [each] : [unknown("may be another's name", name.place)];
  });
}

/** Whether a name is this one; what stands under `secret` counts as secret, and so does the name of the Secret there. */
export function isText(name: Value<string | undefined>, text: string): boolean {
  return name.kind === "secret" ? name.is(text) : name.kind === "known" && name.value === text;
}

export function isKubernetesData({ type }: Resource): boolean {
  return /^kubernetes:core\/v1:(?:ConfigMap|Secret)(?:Patch)?$/u.test(type);
}

/** A configuration of a server, with what it stands in. */
export interface ServerConfiguration {
  readonly resource: Resource;
  readonly settings: Value;
}

/** The configurations with which the servers of a workload start: their own, and those in the volumes of their pods. */
export function configurationsFor(manifest: Resource, resources: readonly Resource[]): ServerConfiguration[] {
  const mounted = mountedDataOf(manifest, resources);
  const open = mounted.filter((each) => "kind" in each);
  // What a chart makes is configured in the chart's values.
  const chart = manifest.madeBy === undefined ? [] : [manifest.madeBy];
  const read = [manifest, ...chart, ...mounted.filter((each) => "urn" in each)].flatMap((resource) =>
    configurationsOf(resource)
      .filter((settings) => isServer(settings) && !isOfCertificate(settings))
      .map((settings) => ({ resource, settings })),
  );
  return [...read, ...open.map((settings) => ({ resource: manifest, settings }))];
}

/** A text that is not known yet, under the name that certificates and keys have. */
function isOfCertificate({ kind, place }: Value): boolean {
  return kind === "unknown" && /\.(?:crt|cer|key|pem|p12|jks)$/u.test(String(place.path.at(-1)));
}
