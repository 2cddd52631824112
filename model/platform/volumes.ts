import path from "node:path";
import { composeType } from "../file-types";
import { input, type Resource } from "../resource";
import { asBoolean, asList, asText } from "../scalars";
import { readSecret } from "../secret";
import { servicesIn } from "../server/compose";
import { composeMountsOf } from "../server/compose-mounts";
import { podSpecOf } from "../server/workload";
import { asUnknown, field, isFields, known, unknown, type Unknown, type Value } from "../value";

/** A volume of a workload's pods. */
export interface Volume {
  readonly name: Value<string | undefined>;
  /** What backs it, by Kubernetes' name of the source (`emptyDir`, `persistentVolumeClaim`, `configMap` ...) or Compose's. */
  readonly source: Value<string | undefined>;
  /** The source's own settings. */
  readonly settings: Value;
}

/** The volumes of a workload: those of its pods, and a StatefulSet's claims; those of a Compose project's services. */
export function volumesOf(manifest: Resource): Value<readonly Volume[]> {
  if (manifest.type === composeType) return volumesInProject(manifest);
  const podSpec = podSpecOf(manifest);
  if (podSpec === undefined) return known([], manifest.inputs.place);
  const inPods = asList(field(podSpec, "volumes"));
  const claims = asList(input(manifest, "spec", "volumeClaimTemplates"));
  if (inPods.kind !== "known") return asUnknown(inPods, "is a secret text");
  if (claims.kind !== "known") return asUnknown(claims, "is a secret text");
  return known([...claims.value.map(readClaim), ...inPods.value.map(readVolume)], inPods.place);
}

function volumesInProject(project: Resource): Value<readonly Volume[]> {
  const mounts = servicesIn(project).map(([, service]) => composeMountsOf(service));
  const open = mounts.find((all) => all.kind !== "known");
  if (open !== undefined) return asUnknown(open, "is a secret text");
  const all = mounts.flatMap((each) => (each.kind === "known" ? each.value : []));
  const { place } = project.inputs;
  return known(
    all.map(({ volume, source, path: { place: at } }) => ({
      name: known(volume, at),
      source: known(source, at),
      settings: known(undefined, at),
    })),
    place,
  );
}

function readClaim(claim: Value): Volume {
  return {
    name: asText(field(claim, "metadata", "name")),
    source: known("persistentVolumeClaim", claim.place),
    settings: field(claim, "spec"),
  };
}

function readVolume(volume: Value): Volume {
  const name = asText(field(volume, "name"));
  if (volume.kind !== "known") return { name, source: asUnknown(volume, "is a secret text"), settings: volume };
  const source = isFields(volume.value) ? [...volume.value.keys()].find((key) => key !== "name") : undefined;
  return {
    name,
    source: known(source, volume.place),
    settings: source === undefined ? known(undefined, volume.place) : field(volume, source),
  };
}

/** Where a container has a volume. */
export interface Mount {
  readonly volume: Value<string | undefined>;
  readonly path: Value<string | undefined>;
  readonly isReadOnly: Value<boolean | undefined>;
  /** A file or folder of the volume instead of all of it; what stands in one is not renewed (Kubernetes documentation, subPath). */
  readonly subPath: Value<string | undefined>;
}

export function mountsOf(container: Value): Value<readonly Mount[]> {
  const mounts = asList(field(container, "volumeMounts"));
  if (mounts.kind !== "known") return asUnknown(mounts, "is a secret text");
  return known(
    mounts.value.map((mount) => ({
      volume: asText(field(mount, "name")),
      path: asText(field(mount, "mountPath")),
      isReadOnly: asBoolean(field(mount, "readOnly")),
      subPath: asText(field(mount, "subPath")),
    })),
    mounts.place,
  );
}

/** The mount that a file in a container stands in: the one with the longest path. Undefined for the container's own files. */
export function mountAt(container: Value, file: string): Mount | undefined | Unknown {
  const mounts = mountsOf(container);
  if (mounts.kind !== "known") return asUnknown(mounts, "is a secret text");
  const open = mounts.value.map((mount) => mount.path).find((mountPath) => mountPath.kind !== "known");
  if (open !== undefined) return asUnknown(open, "is a secret text");
  const holding = mounts.value
    .map((mount) => ({ mount, length: lengthIfWithin(file, mount.path) }))
    .filter(({ length }) => length >= 0);
  return holding.sort((left, right) => right.length - left.length)[0]?.mount;
}

/** -1 for a path that the file is not in. */
function lengthIfWithin(file: string, mountPath: Value<string | undefined>): number {
  if (mountPath.kind !== "known" || mountPath.value === undefined) return -1;
  const folder = path.posix.normalize(mountPath.value).replace(/\/+$/u, "");
  const isWithin = path.posix.normalize(file) === folder || path.posix.normalize(file).startsWith(`${folder}/`);
  return isWithin ? folder.length : -1;
}

/** The volume of a mount; not known where any volume could be it. Undefined where there is none of that name. */
export function volumeOf(mount: Mount, volumes: Value<readonly Volume[]>): Volume | undefined | Unknown {
  const { volume: name } = mount;
  if (name.kind !== "known") return asUnknown(name, "is a secret text");
  if (volumes.kind !== "known") return asUnknown(volumes, "is a secret text");
  const own = volumes.value.find((each) => each.name.kind === "known" && each.name.value === name.value);
  const open = volumes.value.find((each) => each.name.kind !== "known");
  return own ?? (open === undefined ? undefined : unknown("is a name that is not known", open.name.place));
}

/** {@link mountAt} for a path that can be secret, as in a Secret's configuration, or not known. */
export function mountOfPath(container: Value, file: Value<string | undefined>): Mount | undefined | Unknown {
  if (file.kind === "unknown") return file;
  return file.kind === "secret"
    ? readSecret(file, (text) => mountAt(container, text))
    : mountAt(container, file.value ?? "");
}
