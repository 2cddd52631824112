import { z } from "zod";
import { isOpen } from "../../../model/certainty";
import { openWorkloadsIn, type OpenWorkload } from "../../../model/platform/containers";
import { claimedClassesOf } from "../../../model/platform/storage-class";
import { runsServer, serversIn, type ServerWorkload } from "../../../model/platform/servers";
import { mountOfPath, volumeOf, volumesOf } from "../../../model/platform/volumes";
import { input, type Resource } from "../../../model/resource";
import { asText } from "../../../model/scalars";
import { settingOf, variableFor, type ServerVariable } from "../../../model/server/environment";
import { remoteStorageOf } from "../../../model/server/remote-storage";
import {
  absentSetting,
  isInCluster,
  settingsFor,
  setupOf,
  setupsIn,
  type ServerSetup,
} from "../../../model/server/setup";
import { isOfType, storageFor, storageSetting, type Storage } from "../../../model/server/storage";
import type { RemoteSetting } from "../../../model/server/storage-connection";
import { containersOf } from "../../../model/server/workload";
import { subjectOf } from "../../../model/subject";
import { isAbsent, type Value } from "../../../model/value";
import { missing, undecided } from "../../missing";
import { demand, notEvaluated, show, violation, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { storageFixes } from "../../storage-fixes";
import { inTheirTerms } from "../../terms";
import { examples } from "./storage-durable.examples";

export default defineRule({
  id: "storage-durable",
  family: "server",
  title: "Storage outlives a server, in raft or behind TLS and a credential",
  severity: "critical",
  blocks: "outside dev",
  sources: [
    { title: "Vault production checklist", section: "Setting up & maintaining Storage Backend" },
    { title: "Production Hardening", section: "Restrict Storage Access" },
    { title: "Vault in Kubernetes", section: "Storage Backend Configuration" },
  ],
  rationale:
    "Everything that Vault knows is in its storage. In memory, in a file on one machine or on a volume that goes with its pod it is " +
    "lost with what it stands on; in a store that lets anyone write, anyone can damage or delete it, encrypted or not.",
  remediation:
    'use storage "raft" with cluster_addr, its path on a PersistentVolumeClaim that is retained; any other store only with TLS and a credential',
  config: z.object({}),
  kind: "resource",
  check: (resource) => {
    const setup = isInCluster(resource) ? undefined : setupOf(resource);
    return setup === undefined ? [] : judgeSetup(setup);
  },
  checkStack: ({ resources }) => {
    const setups = setupsIn(resources).filter(({ resource }) => isInCluster(resource));
    return [
      ...setups.flatMap((setup) =>
        judgeSetup(setup).map((outcome) => ({ subject: subjectOf(setup.resource), ...outcome })),
      ),
      ...(setups.length === 0 ? [] : openWorkloadsIn(resources).map(judgeOpenWorkload)),
      ...serversIn(resources).flatMap((server) => judgeWorkload(server, resources)),
    ];
  },
  examples,
});

const lasting = {
  must: "keep what it stores when a server or its pod goes",
  fix: 'use storage "raft", its path on a PersistentVolumeClaim (server.dataStorage.enabled in the official chart)',
};
const clustered = { must: "name its cluster_addr, without which it does not start on raft storage" };
const kept = { must: "keep the volumes with what is stored when it is deleted" };

function judgeSetup(setup: ServerSetup): Outcome[] {
  const [part] = setup.open;
  if (part !== undefined) return [notEvaluated(part, lasting)];
  return storageFor(setup).flatMap((storage) => judgeStorage(setup, storage));
}

function judgeStorage(setup: ServerSetup, storage: Storage): Outcome[] {
  const { type } = storage;
  if (type.kind !== "known") return [notEvaluated(type, lasting)];
  if (type.value === "file" || type.value?.startsWith("inmem") === true) return [violation(type, lasting)];
  if (isOfType(storage, "raft")) return [...judgeClusterAddress(setup), ...judgePath(setup, storage)];
  const remote = remoteStorageOf(setup, storage);
  if (remote === undefined) return [];
  return [
    ...judgeRemote(
      setup,
      remote.isEncrypted,
      { must: `talk to ${remote.name} over TLS`, fix: storageFixes[remote.name].tls },
      "no TLS",
    ),
    ...judgeRemote(
      setup,
      remote.isAuthenticated,
      { must: `have a credential at ${remote.name}`, fix: storageFixes[remote.name].login },
      "none",
    ),
  ];
}

function judgeRemote(setup: ServerSetup, { of, value }: RemoteSetting, requirement: Requirement, found: string) {
  if (value.kind === "unknown") return [undecided({ of, value }, requirement)];
  return value.kind === "known" && value.value ? [] : [missing(setup, value, requirement, found)];
}

/** Only the top-level setting and the variable count for raft (command/server.go, setupStorage). */
function judgeClusterAddress(setup: ServerSetup): Outcome[] {
  const { of, value, isNamed } = variableFor(setup, "VAULT_CLUSTER_ADDR");
  const given = settingsFor(setup, "cluster_addr").map((each) => settingOf(setup, asText(each)));
  // Nobody names it to leave it empty; the official chart makes it of names that are not always known.
  if (isNamed || given.some((each) => each.isSet) || !setup.isWhole) return [];
  const open = given.find((each) => each.value.kind === "unknown")?.value;
  if (open !== undefined) return [notEvaluated(open, clustered)];
  if (value.kind === "unknown") return [undecided({ of, value }, clustered)];
  const at = absentSetting(setup, "cluster_addr");
  return [missing(setup, at, { ...clustered, fix: addressFix(setup, at) })];
}

function addressFix({ resource }: ServerSetup, at: Value<unknown>): string {
  const fix = inTheirTerms(resource, at, { pulumi: 'set clusterAddress: "https://<this server>:8201"' });
  return fix ?? 'set cluster_addr = "https://<this server>:8201", or VAULT_CLUSTER_ADDR in its environment';
}

function judgePath(setup: ServerSetup, storage: Storage): Outcome[] {
  const variable = variableFor(setup, "VAULT_RAFT_PATH");
  const inFile = settingOf(setup, storageSetting(storage, "path"));
  const path = isAbsent(variable.value) ? inFile : variable;
  const [open] = setup.undecided;
  if (open !== undefined) return [undecided(open, lasting)];
  if (path.value.kind === "unknown") return [notEvaluated(path.value, { ...lasting, subject: subjectOf(path.of) })];
  return setup.workloads.flatMap(({ manifest }) =>
    containersOf(manifest)
      .filter(runsServer)
      .flatMap(({ settings }) => judgeMount(manifest, mountOfPath(settings, path.value), path)),
  );
}

function judgeMount(manifest: Resource, mount: ReturnType<typeof mountOfPath>, path: ServerVariable): Outcome[] {
  const inWorkload = { ...lasting, subject: subjectOf(manifest) };
  if (mount === undefined) {
    return [
      violation(path.value, { ...lasting, subject: subjectOf(path.of) }, `the own files of ${subjectOf(manifest)}`),
    ];
  }
  if ("kind" in mount) return [notEvaluated(mount, inWorkload)];
  const volume = volumeOf(mount, volumesOf(manifest));
  if (volume === undefined) return [violation(mount.volume, inWorkload, "a volume that the pods do not have")];
  return "kind" in volume ? [notEvaluated(volume, inWorkload)] : judgeSource(volume.source, inWorkload);
}

/** Those that go with the pod, or only show what they are made from. A volume without a source is an emptyDir. */
const passing = ["emptyDir", "ephemeral", "configMap", "secret", "projected", "downwardAPI", "image", "gitRepo"];

function judgeSource(source: Value<string | undefined>, requirement: { must: string; subject: string }): Outcome[] {
  const isLasting = (type: string | undefined) => type !== undefined && !passing.includes(type);
  return demand(source, requirement, { known: isLasting, secret: () => false }).map((outcome) => ({
    ...outcome,
    found: source.kind === "known" ? `a volume of type ${source.value ?? "emptyDir"}` : show(source),
  }));
}

/** It could run the servers, and let go what they store. */
function judgeOpenWorkload({ manifest, open }: OpenWorkload): Outcome {
  return undecided({ of: manifest, value: open }, kept);
}

function judgeWorkload({ manifest }: ServerWorkload, resources: readonly Resource[]): Outcome[] {
  const isKept = { known: (policy: string | undefined) => policy !== "Delete", secret: () => false };
  const retention = asText(input(manifest, "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"));
  const fix = "set persistentVolumeClaimRetentionPolicy.whenDeleted to Retain, or reclaimPolicy of the class to Retain";
  const classes = claimedClassesOf(manifest, resources).flatMap(({ storageClass, isClaimed, reclaimPolicy }) => {
    const subject = subjectOf(storageClass);
    const outcomes = demand(reclaimPolicy, { ...kept, fix, subject }, isKept);
    if (!isOpen(isClaimed)) return isClaimed ? outcomes : [];
    return outcomes.length === 0 ? [] : [notEvaluated(isClaimed, { ...kept, subject })];
  });
  return [...demand(retention, { ...kept, fix, subject: subjectOf(manifest) }, isKept), ...classes];
}
