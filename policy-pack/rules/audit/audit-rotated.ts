import { z } from "zod";
import { isOpen, type Certainty } from "../../../model/certainty";
import { prometheusRulesIn } from "../../../model/platform/alert-rules";
import { auditFilesIn } from "../../../model/platform/audit-files";
import { auditVolumesIn } from "../../../model/platform/audit-volumes";
import { openWorkloadsIn } from "../../../model/platform/containers";
import { rotationIn } from "../../../model/platform/log-rotation";
import { alertOf } from "../../../model/platform/vault-alerts";
import type { Resource } from "../../../model/resource";
import { subjectOf } from "../../../model/subject";
import type { Value } from "../../../model/value";
import { answersForLogs, mustHaveWithServers } from "../../environment";
import { notEvaluated, violation, type Outcome, type Requirement } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./audit-rotated.examples";

export default defineRule({
  id: "audit-rotated",
  family: "audit",
  title: "Audit files are rotated without losing a line, and their disk is watched",
  severity: "medium",
  blocks: "nowhere",
  sources: [{ title: "Vault production checklist", section: "Auditing" }],
  rationale:
    "An audit file grows until its disk is full; then the device fails, and a Vault without another one answers nothing. Vault " +
    "keeps writing to a file that is renamed until a SIGHUP makes it open its files again. A rotation that copies and empties " +
    "the file instead loses what Vault writes in between.",
  remediation:
    "rename the file and send Vault a SIGHUP (logrotate with postrotate, or a sidecar that shares the process namespace)",
  config: z.object({}),
  kind: "stack",
  check: ({ resources }, _config, environment) => {
    if (!answersForLogs(environment)) return [];
    const areHere = mustHaveWithServers(environment, "server", resources);
    return logsIn(resources, areHere).flatMap(({ log, resource, isOpen: isLogOpen }) => {
      const subject = subjectOf(resource);
      const outcomes = [...judgeRotation(log, subject, resources), ...(areHere ? judgeSpace(resources) : [])];
      return isLogOpen ? outcomes.slice(0, 1).map(({ must }) => notEvaluated(log, { must, subject })) : outcomes;
    });
  },
  examples,
});

const rotated = { must: "have its audit file rotated before the disk is full" };
const whole = {
  must: "lose no line when its audit file is rotated",
  fix: "rename the file and send Vault a SIGHUP, without copytruncate",
};
const reopened = { must: "open its audit file again after it is rotated (SIGHUP)" };
const watched = "raise an alert before the disk of the audit log is full (kubelet_volume_stats_available_bytes)";

interface Log {
  /** What says where the log is: the volume's name, or the file. */
  readonly log: Value<unknown>;
  readonly resource: Resource;
  /** Whether that is not known, and there may be no log to rotate. */
  readonly isOpen: boolean;
}

/** One log for all servers: their volume; or, of servers that the stack does not show, the first device's file. */
function logsIn(resources: readonly Resource[], areHere: boolean): Log[] {
  const [volume] = auditVolumesIn(resources);
  if (volume !== undefined) {
    const { manifest } = volume.server;
    if ("kind" in volume.volume) return [{ log: volume.volume, resource: manifest, isOpen: true }];
    return [{ log: volume.volume.name, resource: manifest, isOpen: false }];
  }
  const [workload] = openWorkloadsIn(resources);
  if (workload !== undefined) return [{ log: workload.open, resource: workload.manifest, isOpen: true }];
  const [first] = [...auditFilesIn(resources)].sort((left, right) => (left.device.urn < right.device.urn ? -1 : 1));
  return first === undefined || !areHere
    ? []
    : [{ log: first.file, resource: first.device, isOpen: first.file.kind === "unknown" }];
}

function judgeRotation(log: Value<unknown>, subject: string, resources: readonly Resource[]): Outcome[] {
  const { rotates, losing, reopens } = rotationIn(resources);
  if (rotates !== true) return unless(rotates, log, { ...rotated, subject }, "no rotation");
  if (losing.length > 0)
    return losing
      .slice(0, 1)
      .map((text) => violation(text, { ...whole, subject }, "a rotation that empties the file in place"));
  return unless(reopens, log, { ...reopened, subject }, "a rotation without a signal");
}

function unless(holds: Certainty, at: Value<unknown>, requirement: Requirement, found: string): Outcome[] {
  if (isOpen(holds)) return [notEvaluated(holds, requirement)];
  return holds ? [] : [violation(at, requirement, found)];
}

function judgeSpace(resources: readonly Resource[]): Outcome[] {
  const { isTold, by } = alertOf("a disk fills up", prometheusRulesIn(resources));
  const requirement = { must: watched, isMissing: true } as const;
  if (isOpen(isTold))
    return [notEvaluated(isTold, by === undefined ? requirement : { ...requirement, subject: subjectOf(by) })];
  const fix = "add an alert on the free space of the volume";
  return isTold ? [] : [{ verdict: "violation", path: "", ...requirement, found: "no such alert", fix }];
}
