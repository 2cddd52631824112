import type { Resource } from "../resource";
import { readSecret } from "../secret";
import { asText } from "../scalars";
import { keysOf } from "../server/kubernetes-data";
import { listenersOf } from "../server/listener";
import { containersOf } from "../server/workload";
import { isAbsent, type Unknown, type Value } from "../value";
import { certificatesIn, makesCertificate, type ServerCertificate } from "./certificates";
import { manifestsIn } from "./manifests";
import { configurationsFor, isKubernetesData, namesOf, type DataName } from "./mounted-data";
import { says } from "./scripts";
import { runsServer, type ServerWorkload } from "./servers";
import { mountAt, volumeOf, volumesOf, type Mount } from "./volumes";

/**
 * The certificates that the listeners of a workload's servers show: the file that a listener names stands in a volume, the volume
 * comes from a Secret, and something in the stack makes the Secret. One that is made elsewhere does not show. What keeps one from
 * being known stands among them.
 */
export function certificatesOf(
  { manifest }: ServerWorkload,
  resources: readonly Resource[],
): (ServerCertificate | Unknown)[] {
  if (!declaresCertificates(resources)) return [];
  const volumes = volumesOf(manifest);
  const names = certificateMountsOf(manifest, resources).flatMap((mount): (DataName | Unknown)[] => {
    const volume = "volume" in mount ? volumeOf(mount, volumes) : mount;
    if (volume === undefined) return [];
    if ("why" in volume) return [volume];
    return volume.source.kind === "unknown" ? [volume.source] : namesOf(volume);
  });
  return distinct(names).flatMap((name) => ("why" in name ? [name] : certificatesIn(name, manifest, resources)));
}

/** Where the servers of a workload have the files of certificates that their listeners name. */
export function certificateMountsOf(manifest: Resource, resources: readonly Resource[]): (Mount | Unknown)[] {
  const files = configurationsFor(manifest, resources).flatMap(({ settings }): Value<string | undefined>[] => {
    const listeners = listenersOf(settings);
    return listeners.kind === "known" ? listeners.value.map(({ certificate }) => certificate) : [listeners];
  });
  return containersOf(manifest)
    .filter(runsServer)
    .flatMap(({ settings }) => files.flatMap((file) => mountFor(file, settings) ?? []));
}

/** Whether anything in a stack makes or gives a certificate that could be a server's. */
export function declaresCertificates(resources: readonly Resource[]): boolean {
  const data = manifestsIn(resources).filter(isKubernetesData);
  const isPem = (each: Resource) =>
    [...keysOf(each)].some(
      ([key, text]) => says(asText(text), /BEGIN CERTIFICATE/u) === true || /^tls\.crt$/u.test(key),
    );
  return [...manifestsIn(resources), ...resources].some(makesCertificate) || data.some(isPem);
}

function mountFor(file: Value<string | undefined>, container: Value): Mount | Unknown | undefined {
  if (file.kind === "unknown") return file;
  if (isAbsent(file)) return undefined;
  const at = (text: string) => mountAt(container, text);
  return file.kind === "secret" ? readSecret(file, at) : at(file.value ?? "");
}

/** Several listeners can have one certificate. */
function distinct(names: readonly (DataName | Unknown)[]): (DataName | Unknown)[] {
  const placeOf = (name: DataName | Unknown) => ("why" in name ? name.place : name.name.place);
  return names.filter((name, index) => names.findIndex((other) => placeOf(other) === placeOf(name)) === index);
}
