import { allOf, anyOf, isNot, isOpen, type Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { containersOf } from "../server/workload";
import { subjectOf } from "../subject";
import { asUnknown, known, unknown, type Unknown } from "../value";
import { automatedSnapshotOf } from "./automated-snapshot";
import { kindOf } from "./manifests";
import { bucketSettingsIn, isAbout, type BucketSetting } from "./snapshot/buckets";
import { encrypts } from "./snapshot/encrypting";
import { machineProgramsIn, openOnMachines } from "./snapshot/machines";
import { certainly, does, runOf, unreadIn, type Program } from "./snapshot/program";
import type { Run } from "./snapshot/script";
import { prunes } from "./snapshot/pruning";
import { encryptsByItself, type Destination } from "./snapshot/store";
import { restores, takes } from "./snapshot/taking";
import { destinationsOf } from "./snapshot/uploading";
import { workloadsIn } from "./snapshot/workloads";
import type { SnapshotJob } from "./snapshot-job";

export interface Snapshots {
  readonly jobs: readonly SnapshotJob[];
  /** What could be a job and is not known to be one. */
  readonly open: readonly { readonly resource: Resource; readonly value: Unknown }[];
  /** Whether any job restores a snapshot. */
  readonly isRestored: Certainty;
}

export function snapshotsIn(resources: readonly Resource[]): Snapshots {
  const programs = [...workloadsIn(resources), ...machineProgramsIn(resources)];
  const settings = bucketSettingsIn(resources);
  const onMachines = openOnMachines(resources);
  return {
    jobs: [
      ...resources.flatMap((resource) => automatedSnapshotOf(resource) ?? []),
      ...programs.filter((program) => takesOne(program) === true).map((program) => asJob(program, settings)),
    ],
    open: [
      ...programs.flatMap((program) => {
        const value = takesOne(program);
        return isOpen(value) ? [{ resource: program.resource, value }] : [];
      }),
      ...volumeBackupsIn(resources),
      ...onMachines,
    ],
    isRestored: anyOf([...programs.map(isDrill), ...onMachines.map(({ value }) => value)]),
  };
}

function takesOne(program: Program): Certainty {
  return isOrHides(program, takes, restores, /snapshot|backup/iu);
}

function isDrill(program: Program): Certainty {
  const { isSuspended, comes } = program;
  const rests = isSuspended.kind === "known" ? isSuspended.value === true : asUnknown(isSuspended, "is a secret text");
  return allOf([isOrHides(program, restores, takes, /restore|drill/iu), isNot(rests), comes]);
}

type Deed = (run: Run) => boolean;

/** Whether a program does something again and again. What it is called for it may do where nobody can read it, unless it does the other thing. */
function isOrHides(program: Program, deed: Deed, other: Deed, called: RegExp): Certainty {
  const isDone = program.repeats && does(program, deed);
  const isSeen = does(program, deed) === true || does(program, other) === true;
  if (isDone !== false || isSeen || !called.test(nameOf(program))) return isDone;
  const { resource } = program;
  if (kindOf(resource) === undefined) return unreadIn(program)[0] ?? false;
  return unknown("stands in an image, which rules cannot open", input(resource, "spec").place);
}

/** Its own name, those of its images, and on a machine the words that start it. */
function nameOf({ resource, parts }: Program): string {
  const images = containersOf(resource).map(({ image }) => (image.kind === "known" ? (image.value ?? "") : ""));
  const words =
    kindOf(resource) === undefined ? parts.flatMap(({ run }) => run.commands.flatMap((command) => command.words)) : [];
  return [subjectOf(resource), ...images, ...words].join(" ");
}

/**
 * Copies of volumes by Velero or K8up. What they copy of a server that runs is no snapshot, but a hook of theirs, which is not read, can have Vault
 * take one first.
 */
function volumeBackupsIn(resources: readonly Resource[]): Snapshots["open"] {
  return resources
    .filter(({ type }) => /^kubernetes:(?:velero\.io|k8up\.io)\/\w+:Schedule$/u.test(type))
    .map((resource) => ({
      resource,
      value: unknown("copies volumes, unless a hook has Vault take a snapshot", input(resource, "spec").place),
    }));
}

function asJob(program: Program, settings: readonly BucketSetting[]): SnapshotJob {
  const run = runOf(program);
  const destinations = destinationsOf(run);
  const byBucket = (holds: (setting: BucketSetting) => Certainty) =>
    anyOf(
      destinations.map((destination) =>
        anyOf(settings.map((setting) => allOf([isAbout(setting, destination), holds(setting)]))),
      ),
    );
  const script = program.parts.find((part) => takes(part.run))?.script;
  return {
    resource: program.resource,
    value: script ?? known(undefined, program.resource.inputs.place),
    isSuspended: program.isSuspended,
    schedule: program.schedule,
    comes: program.comes,
    isEncrypted: anyOf([
      encrypts(run),
      byBucket((setting) => setting.encrypts),
      certainly(program, encryptedBy(destinations), "goes to a store that is chosen elsewhere"),
    ]),
    isPruned: anyOf([byBucket((setting) => setting.forgets), certainly(program, prunes(run))]),
    leavesVault: certainly(program, leaves(destinations), "goes where another decides"),
  };
}

/** Whether all of the places are such that encrypt what they get; undefined where that is not known. */
function encryptedBy(destinations: readonly Destination[]): boolean | undefined {
  const answers = destinations.map(({ store }) => encryptsByItself(store));
  if (answers.length === 0 || answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function leaves(destinations: readonly Destination[]): boolean | undefined {
  const answers = destinations.map(({ isElsewhere }) => isElsewhere);
  return answers.includes(true) || (answers.includes(undefined) ? undefined : false);
}
