import { isOpen, type Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { asText } from "../scalars";
import type { Unknown } from "../value";
import type { Stateful } from "../vault/stateful-kinds";
import { manifestsOf } from "./manifests";

/**
 * What an object of Kubernetes holds that is lost with it, or with what a release of the chart makes; undefined for what a program can
 * simply make again.
 */
export function heldInCluster(resource: Resource): Stateful | Unknown | undefined {
  const held = manifestsOf(resource).flatMap((each) => heldByObject(each) ?? []);
  return held.find((each) => "holds" in each) ?? held[0];
}

function heldByObject(resource: Resource): Stateful | Unknown | undefined {
  const kind = /^kubernetes:[^:]+:(?<kind>[A-Za-z]+)$/u.exec(resource.type)?.groups?.["kind"];
  switch (kind) {
    case "Namespace":
      return { holds: "every object in it, and the data on their volumes", isVital: true };
    case "PersistentVolumeClaim":
      return { holds: "the data on its volume", isVital: true };
    case "PersistentVolume":
      return dataIf(deletes(resource, "spec", "persistentVolumeReclaimPolicy"));
    case "StatefulSet":
      return dataIf(deletes(resource, "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"));
    case "CustomResourceDefinition":
      return { holds: "every object of its kind", isVital: false };
    case "ClusterTrustBundle":
      return { holds: "the authorities by which applications know Vault", isVital: false };
    case "ConfigMap":
      return isVaultCa(resource)
        ? { holds: "the authorities by which its namespace's applications know Vault", isVital: false }
        : undefined;
    default:
      return undefined;
  }
}

function dataIf(isDeleted: Certainty): Stateful | Unknown | undefined {
  if (isOpen(isDeleted)) return isDeleted;
  return isDeleted ? { holds: "the data on its volumes", isVital: false } : undefined;
}

/** Both policies retain unless they say otherwise (kubernetes.io, Persistent Volumes; StatefulSet). */
function deletes(resource: Resource, ...path: readonly string[]): Certainty {
  const policy = asText(input(resource, ...path));
  if (policy.kind === "unknown") return policy;
  return policy.kind === "known" && policy.value === "Delete";
}

/** The bundle of our own module, modules/kubernetes/vault-ca.ts: its parent's type stands in the URN. */
function isVaultCa({ urn }: Resource): boolean {
  return urn.includes("strongroom:kubernetes:VaultCa$");
}
