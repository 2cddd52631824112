import { z } from "zod";
import { auditFilesIn, mountOf, type AuditFile } from "../../../model/platform/audit-files";
import { openWorkloadsIn } from "../../../model/platform/containers";
import { runsServer, serversIn, type ServerWorkload } from "../../../model/platform/servers";
import { volumeOf, volumesOf } from "../../../model/platform/volumes";
import { containersOf } from "../../../model/server/workload";
import { subjectOf } from "../../../model/subject";
import type { Value } from "../../../model/value";
import { demand, notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./audit-persistent-sink.examples";

export default defineRule({
  id: "audit-persistent-sink",
  family: "audit",
  title: "Audit files stand on a volume that outlives the servers' pods",
  severity: "high",
  blocks: "outside dev",
  sources: [{ title: "Vault production checklist", section: "Auditing" }],
  rationale:
    "A file in the container itself or in an emptyDir is gone with its pod: whoever can restart a server removes the trail, and " +
    "an upgrade does it unasked. On a read-only root filesystem the device cannot write at all, and a server that cannot write " +
    "its audit log answers nothing.",
  remediation:
    "mount a PersistentVolumeClaim of its own at the folder of the file (auditStorage.enabled in the official chart)",
  config: z.object({}),
  kind: "stack",
  check: ({ resources }) => {
    const servers = serversIn(resources);
    const open = openWorkloadsIn(resources).map(({ manifest, open: containers }) =>
      notEvaluated(containers, { ...lasting, subject: subjectOf(manifest) }),
    );
    const files = auditFilesIn(resources);
    if (files.length === 0) return [];
    return [...open, ...(servers.length === 0 ? [] : files.flatMap((file) => judgeFile(file, servers)))];
  },
  examples,
});

const lasting = { must: "keep audit files on a volume that outlives the pod" };

/** Which of several servers a device is for does not show: one that can keep the file is enough. */
function judgeFile(file: AuditFile, servers: readonly ServerWorkload[]): Outcome[] {
  const judged = servers.map((server) => judgeServer(file, server));
  return judged.some((outcomes) => outcomes.length === 0) ? [] : (judged[0] ?? []);
}

function judgeServer(file: AuditFile, { manifest }: ServerWorkload): Outcome[] {
  const inServer = { ...lasting, subject: subjectOf(manifest) };
  const ofDevice = { ...lasting, subject: subjectOf(file.device) };
  if (file.file.kind === "unknown") return [notEvaluated(file.file, ofDevice)];
  const volumes = volumesOf(manifest);
  return containersOf(manifest)
    .filter(runsServer)
    .flatMap(({ settings }) => {
      const mount = mountOf(file, settings);
      if (mount === undefined) return [violation(file.file, ofDevice, `the own files of ${subjectOf(manifest)}`)];
      if ("kind" in mount) return [notEvaluated(mount, inServer)];
      const writable = { must: "be able to write its audit files", subject: subjectOf(manifest) };
      const readOnly = demand(mount.isReadOnly, writable, {
        known: (isReadOnly) => isReadOnly !== true,
        secret: never,
      });
      const volume = volumeOf(mount, volumes);
      if (volume === undefined) return [violation(mount.volume, inServer, "a volume that the pods do not have")];
      return [
        ...readOnly,
        ...("kind" in volume ? [notEvaluated(volume, inServer)] : judgeSource(volume.source, inServer)),
      ];
    });
}

/** A volume without a source is an emptyDir. Those of the others hold what they are made from, and nothing else. */
function judgeSource(source: Value<string | undefined>, requirement: { must: string; subject: string }): Outcome[] {
  const passing = ["emptyDir", "ephemeral", "configMap", "secret", "projected", "downwardAPI", "image"];
  const found = source.kind === "known" ? `a volume of type ${source.value ?? "emptyDir"}` : undefined;
  const isLasting = (type: string | undefined) => type !== undefined && !passing.includes(type);
  return demand(source, requirement, { known: isLasting, secret: never }).map((outcome) => ({
    ...outcome,
    found: found ?? outcome.found,
  }));
}

function never(): boolean {
  return false;
}
