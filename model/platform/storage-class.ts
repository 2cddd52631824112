import { allOf, anyOf, type Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { asText } from "../scalars";
import { field, isAbsent, known, type Value } from "../value";
import { inOneNamespace, notRead } from "./join";
import { kindOf, manifestsIn } from "./manifests";
import { volumesOf, type Volume } from "./volumes";

/** A StorageClass of a stack, and whether a workload's claims are of it. */
export interface ClaimedClass {
  readonly storageClass: Resource;
  readonly isClaimed: Certainty;
  /** What becomes of a volume when its claim is deleted: `Delete` unless it says `Retain` (Kubernetes API, StorageClass). */
  readonly reclaimPolicy: Value<string | undefined>;
}

/** The stack's classes by which the volumes of a workload's claims might be made. */
export function claimedClassesOf(workload: Resource, resources: readonly Resource[]): ClaimedClass[] {
  const manifests = manifestsIn(resources);
  const volumes = volumesOf(workload);
  return manifests
    .filter((manifest) => kindOf(manifest) === "StorageClass")
    .map((storageClass) => {
      const policy = asText(input(storageClass, "reclaimPolicy"));
      const isClaimed =
        volumes.kind === "known"
          ? anyOf(volumes.value.map((volume) => isMadeBy(volume, storageClass, workload, manifests)))
          : notRead(volumes);
      return { storageClass, isClaimed, reclaimPolicy: isAbsent(policy) ? known("Delete", policy.place) : policy };
    });
}

function isMadeBy(
  { source, settings }: Volume,
  storageClass: Resource,
  workload: Resource,
  manifests: readonly Resource[],
): Certainty {
  if (source.kind !== "known") return notRead(source);
  if (source.value !== "persistentVolumeClaim") return false;
  const claims = manifests.filter((manifest) => kindOf(manifest) === "PersistentVolumeClaim");
  return anyOf([
    isNamed(field(settings, "storageClassName"), storageClass),
    ...claims.map((claim) =>
      allOf([
        isNamed(field(settings, "claimName"), claim),
        inOneNamespace(workload, claim).holds,
        isNamed(input(claim, "spec", "storageClassName"), storageClass),
      ]),
    ),
  ]);
}

function isNamed(value: Value, resource: Resource): Certainty {
  const [wanted, name] = [asText(value), asText(input(resource, "metadata", "name"))];
  if (isAbsent(wanted)) return false;
  if (wanted.kind !== "known") return notRead(wanted);
  return name.kind === "known" ? wanted.value === name.value : notRead(name);
}
