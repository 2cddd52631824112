import { anyOf, isOpen, type Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { asBoolean } from "../scalars";
import { containersOf } from "../server/workload";
import { subjectOf } from "../subject";
import { isAbsent, known, unknown, type Unknown } from "../value";
import { automatedSnapshotOf } from "./automated-snapshot";
import { foreignTexts } from "../server/embedded";
import { kindOf, manifestsIn } from "./manifests";
import { anySays, isOfMachine, says, scriptsOf, textsIn, type Script } from "./scripts";
import type { SnapshotJob } from "./snapshot-job";

export interface Snapshots {
  readonly jobs: readonly SnapshotJob[];
  /** What could be a job and is not known to be one. */
  readonly open: readonly { readonly resource: Resource; readonly value: Unknown }[];
  /** Whether any job restores a snapshot. */
  readonly isRestored: Certainty;
}

/** The command and the path of Vault's API; with Consul as storage, its own. Paths of automated snapshots go on after the word. */
const taking = /\b(?:raft|consul|etcdctl)\s+snapshot\s+save\b|sys\/storage\/raft\/snapshot(?![-\w])/u;
const restoring = /\b(?:raft|consul|etcdctl)\s+snapshot\s+restore\b|sys\/storage\/raft\/snapshot-force\b/u;
const encrypting =
  /\b(?:age|gpg2?|openssl|sops|restic|kopia|borg(?:backup)?)\b|\btransit\/encrypt\b|\bsse\b|server-side-encryption|\bkms\b/iu;
const pruning =
  /\s-delete\b|\bprune\b|\bforget\b|--keep-|\bretain|\bretention\b|\bexpire|\bdelete-older|--min-age\b|\brm\s/iu;
const uploading =
  /\b(?:s3|gs|az|rclone|restic|kopia|borg(?:backup)?|gsutil|s3cmd|scp|rsync|sftp|minio|azcopy|bucket)\b|\bmc\s+(?:cp|mirror|pipe)\b|\bgcloud\s+storage\b|\bcurl\s[^\n]{0,200}(?:-T|--upload-file|PUT)\b/iu;

export function snapshotsIn(resources: readonly Resource[]): Snapshots {
  const programs = programsIn(resources);
  const jobs = programs.filter(({ takes }) => takes === true);
  const bucket = { isEncrypted: declares(resources, sseTypes), isPruned: declares(resources, lifecycleTypes) };
  return {
    jobs: [
      ...resources.flatMap((resource) => automatedSnapshotOf(resource) ?? []),
      ...jobs.map((program) => asJob(program, bucket)),
    ],
    open: programs.flatMap(({ resource, takes }) => (isOpen(takes) ? [{ resource, value: takes }] : [])),
    isRestored: anyOf(programs.map(({ scripts }) => anySays(scripts, restoring))),
  };
}

interface Program {
  readonly resource: Resource;
  readonly scripts: readonly Script[];
  readonly takes: Certainty;
}

/** Workloads, and machines with a timer. A Job runs once. */
function programsIn(resources: readonly Resource[]): Program[] {
  const hasTimer = textsIn(resources).some((text) => says(text, /OnCalendar|OnUnitActiveSec|\bcron/u) === true);
  const timers = resources.some((resource) => !isAbsent(input(resource, "Timer")));
  const onMachines = resources.filter((resource) => isOfMachine(resource) || foreignTexts(resource).length > 0);
  return [
    ...manifestsIn(resources)
      .filter((manifest) => containersOf(manifest).length > 0 || kindOf(manifest) === "CronJob")
      .map((manifest) => readWorkload(manifest, resources)),
    ...onMachines.map((resource): Program => {
      const scripts = textsIn([resource]);
      const takes = anySays(scripts, taking);
      return { resource, scripts, takes: takes === true ? hasTimer || timers : false };
    }),
  ];
}

function readWorkload(manifest: Resource, resources: readonly Resource[]): Program {
  const scripts = scriptsOf(manifest, resources);
  const kind = kindOf(manifest);
  const takes = kind === "Job" ? false : anySays(scripts, taking);
  // Of another workload, what is not known is most likely about something else.
  if (isOpen(takes) && kind !== "CronJob") return { resource: manifest, scripts, takes: false };
  const isCalledSo = /snapshot|backup/iu.test(`${subjectOf(manifest)} ${imagesOf(manifest)}`);
  if (takes !== false || !isCalledSo || anySays(scripts, restoring) === true)
    return { resource: manifest, scripts, takes };
  const inImage = unknown("stands in an image, which rules cannot open", input(manifest, "spec").place);
  return { resource: manifest, scripts: [...scripts, inImage], takes: inImage };
}

function imagesOf(manifest: Resource): string {
  return containersOf(manifest)
    .map(({ image }) => (image.kind === "known" ? (image.value ?? "") : ""))
    .join(" ");
}

function asJob({ resource, scripts }: Program, bucket: { isEncrypted: boolean; isPruned: boolean }): SnapshotJob {
  const script = scripts.find((text) => says(text, taking) === true);
  return {
    resource,
    value: script ?? known(undefined, resource.inputs.place),
    isSuspended: asBoolean(input(resource, "spec", "suspend")),
    isEncrypted: anyOf([bucket.isEncrypted, anySays(scripts, encrypting)]),
    isPruned: anyOf([bucket.isPruned, anySays(scripts, pruning)]),
    leavesVault: anySays(scripts, uploading),
  };
}

/** Resources that encrypt a bucket's objects, or delete them after a time. */
const sseTypes = /s3\/bucket.*ServerSideEncryption/iu;
const lifecycleTypes = /lifecycle|managementPolicy/iu;

function declares(resources: readonly Resource[], types: RegExp): boolean {
  return resources.some(({ type }) => types.test(type));
}
