import { z } from "zod";
import { isOpen, type Certainty } from "../../../model/certainty";
import { concernsVault } from "../../../model/platform/concern";
import type { SnapshotJob } from "../../../model/platform/snapshot-job";
import { snapshotsIn } from "../../../model/platform/snapshots";
import { subjectOf } from "../../../model/subject";
import { mustHaveWithServers } from "../../environment";
import { demand, notEvaluated, show, violation, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./backup-scheduled.examples";

export default defineRule({
  id: "backup-scheduled",
  family: "kubernetes",
  title: "Snapshots are taken, encrypted, kept elsewhere, pruned, and restored in a drill",
  severity: "high",
  blocks: "outside dev",
  sources: [
    { title: "Vault Security", section: "Backup and Recovery" },
    { title: "Vault production checklist", section: "Setting up & maintaining Storage Backend" },
  ],
  rationale:
    "A deleted mount, a broken upgrade or a lost volume takes every secret with it, and only a snapshot brings them back. One that " +
    "lies on Vault's own volume is lost with it, one in clear is read by whoever reads the bucket, and one that was never restored " +
    "is a hope.",
  remediation: "add a CronJob that runs `vault operator raft snapshot save`, encrypts the file and uploads it",
  config: z.object({}),
  kind: "stack",
  check: ({ resources }, _config, environment) => {
    if (!mustHaveWithServers(environment, "backup", resources) || !concernsVault(resources)) return [];
    const { jobs, open, isRestored } = snapshotsIn(resources);
    const ordered = [...jobs].sort((left, right) => (left.resource.urn < right.resource.urn ? -1 : 1));
    if (ordered.length > 0) return [...ordered.flatMap(judgeJob), ...judgeDrill(ordered, isRestored)];
    return open.length > 0
      ? open.map(({ resource, value }) => notEvaluated(value, { ...taken, subject: subjectOf(resource) }))
      : [{ verdict: "violation", path: "", ...taken, found: "no job that takes one" }];
  },
  examples,
});

const taken = {
  must: "have snapshots of its storage taken on a schedule",
  accept: "name the stack that has one in strongroom:responsible (backup)",
  isMissing: true,
} as const;
const running = { must: "run: it is the one that takes snapshots", fix: "remove suspend" };
const coming = { must: "run: it is the one that takes snapshots", fix: "give it a schedule whose time comes" };
const encrypted = { must: "encrypt what it keeps", fix: "encrypt the file (age, gpg) or the bucket (KMS)" };
const pruned = { must: "delete snapshots after a time", fix: "delete old files, or give the bucket a lifecycle" };
const elsewhere = {
  must: "keep snapshots somewhere else than beside Vault",
  fix: "upload them to a bucket of another account",
};
const restored = {
  must: "have a snapshot restored in a drill",
  fix: "add a job that restores the last snapshot into a Vault of its own and reads a known secret",
  isMissing: true,
} as const;

function judgeJob(job: SnapshotJob): Outcome[] {
  const subject = subjectOf(job.resource);
  return [
    ...demand(
      job.isSuspended,
      { ...running, subject },
      { known: (isSuspended) => isSuspended !== true, secret: () => false },
    ),
    ...unless(job.comes, { value: job.schedule }, { ...coming, subject }, show(job.schedule)),
    ...unless(job.isEncrypted, job, { ...encrypted, subject }, "nothing that encrypts"),
    ...unless(job.isPruned, job, { ...pruned, subject }, "nothing that deletes"),
    ...unless(job.leavesVault, job, { ...elsewhere, subject }, "nothing that takes them away"),
  ];
}

function unless(
  holds: Certainty,
  { value }: Pick<SnapshotJob, "value">,
  requirement: Requirement,
  found: string,
): Outcome[] {
  if (isOpen(holds)) return [notEvaluated(holds, requirement)];
  return holds ? [] : [violation(value, requirement, found)];
}

function judgeDrill([first]: readonly SnapshotJob[], isRestored: Certainty): Outcome[] {
  if (isOpen(isRestored)) return [notEvaluated(isRestored, restored)];
  const subject = first === undefined ? {} : { subject: subjectOf(first.resource) };
  return isRestored
    ? []
    : [{ verdict: "violation", path: "", ...restored, ...subject, found: "no job that restores one" }];
}
