import { isOpen } from "../../model/certainty";
import type { OpenWorkload } from "../../model/platform/containers";
import type { ServerWorkload } from "../../model/platform/servers";
import { claimedClassesOf } from "../../model/platform/storage-class";
import { input, type Resource } from "../../model/resource";
import { asText } from "../../model/scalars";
import { subjectOf } from "../../model/subject";
import { undecided } from "../missing";
import { demand, notEvaluated, type Outcome } from "../outcome";
import { inTheirTerms } from "../terms";

const kept = { must: "keep the volumes with what is stored when it is deleted" };

/** It could run the servers, and let go what they store. */
export function judgeOpenWorkload({ manifest, open }: OpenWorkload): Outcome {
  return undecided({ of: manifest, value: open }, kept);
}

/** Whether the volumes that servers claim stay when the workload, or its claims, are deleted. */
export function judgeWorkload({ manifest }: ServerWorkload, resources: readonly Resource[]): Outcome[] {
  const isKept = { known: (policy: string | undefined) => policy !== "Delete", secret: () => false };
  const retention = asText(input(manifest, "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"));
  const fix = inTheirTerms(manifest, retention, {
    helm: "set server.persistentVolumeClaimRetentionPolicy.whenDeleted to Retain",
    manifest: "set spec.persistentVolumeClaimRetentionPolicy.whenDeleted to Retain",
  });
  const classes = claimedClassesOf(manifest, resources).flatMap(({ storageClass, isClaimed, reclaimPolicy }) => {
    const subject = subjectOf(storageClass);
    const outcomes = demand(
      reclaimPolicy,
      { ...kept, fix: "set reclaimPolicy of the class to Retain", subject },
      isKept,
    );
    if (!isOpen(isClaimed)) return isClaimed ? outcomes : [];
    return outcomes.length === 0 ? [] : [notEvaluated(isClaimed, { ...kept, subject })];
  });
  return [
    ...demand(retention, { ...kept, ...(fix === undefined ? {} : { fix }), subject: subjectOf(manifest) }, isKept),
    ...classes,
  ];
}
