import { z } from "zod";
import { anyOf, isOpen, type Certainty } from "../../../model/certainty";
import { auditFilesIn } from "../../../model/platform/audit-files";
import { auditVolumesIn, type AuditVolume } from "../../../model/platform/audit-volumes";
import { openWorkloadsIn } from "../../../model/platform/containers";
import { isReadBeside, isRunAnywhere } from "../../../model/platform/log-shippers";
import type { Resource } from "../../../model/resource";
import { subjectOf } from "../../../model/subject";
import { auditDeviceOf, type AuditDevice } from "../../../model/vault/audit-device";
import { answersForLogs, mustHaveWithServers } from "../../environment";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./audit-shipped.examples";

export default defineRule({
  id: "audit-shipped",
  family: "audit",
  title: "Something takes the audit log off the machine",
  severity: "medium",
  blocks: "nowhere",
  sources: [
    { title: "Vault production checklist", section: "Auditing" },
    { title: "Vault in Kubernetes", section: "Monitoring and Logging" },
    { title: "Vault Security", section: "Monitoring and Auditing" },
  ],
  rationale:
    "A log that only the server has can be deleted by whoever takes the server over, and is read by nobody while all is well. Sent " +
    "on as it is written, it can be searched, alerted on, and trusted after a break-in.",
  remediation:
    "run a log agent that reads the audit volume, such as a fluent-bit or vector sidecar, or add a syslog or socket device",
  config: z.object({
    agents: z
      .array(z.string().min(1))
      .default([
        "alloy",
        "cloudwatch-agent",
        "datadog",
        "filebeat",
        "fluent-bit",
        "fluentd",
        "logstash",
        "otelcol",
        "opentelemetry-collector",
        "promtail",
        "rsyslog",
        "splunk",
        "syslog-ng",
        "vector",
      ])
      .meta({ stricter: "fewer" })
      .describe("programs that take logs off a machine, as they are named in an image or a command"),
  }),
  kind: "stack",
  check: ({ resources }, { agents }, environment) => {
    if (!answersForLogs(environment)) return [];
    const leaves = anyOf(resources.flatMap((resource) => auditDeviceOf(resource) ?? []).map(leavesByItself));
    if (leaves === true) return [];
    const volumes = auditVolumesIn(resources);
    const open = openWorkloadsIn(resources);
    const isOutside = volumes.length + open.length === 0 && mustHaveWithServers(environment, "server", resources);
    const outcomes = [
      ...open.map(({ manifest, open: containers }) =>
        notEvaluated(containers, { ...shipped, subject: subjectOf(manifest) }),
      ),
      ...volumes.flatMap((volume) => judgeVolume(volume, resources, agents)),
      ...(isOutside ? judgeFiles(resources, agents) : []),
    ];
    return isOpen(leaves) && outcomes.length > 0 ? [notEvaluated(leaves, shipped)] : outcomes;
  },
  examples,
});

const shipped = { must: "have its audit log taken off the machine" };

/** What a device writes to syslog, to a socket or to stdout is taken on by the machine or the cluster, which no stack shows. */
function leavesByItself({ type, sink }: AuditDevice): Certainty {
  if (type.kind === "unknown") return type;
  if (type.kind === "known" && type.value !== "file") return true;
  if (sink.kind === "unknown") return sink;
  return sink.kind === "secret" ? sink.is("file stdout") : sink.value === "file stdout";
}

function judgeVolume(
  { server, volume }: AuditVolume,
  resources: readonly Resource[],
  agents: readonly string[],
): Outcome[] {
  const requirement = { ...shipped, subject: subjectOf(server.manifest) };
  if ("kind" in volume) return [notEvaluated(volume, requirement)];
  const isOnMachine = volume.source.kind === "known" && volume.source.value === "hostPath";
  const isRead = anyOf([
    isReadBeside(server.manifest, volume, agents),
    isOnMachine ? isRunAnywhere(resources, agents) : false,
  ]);
  if (isOpen(isRead)) return [notEvaluated(isRead, requirement)];
  return isRead ? [] : [violation(volume.name, requirement, "no agent that reads this volume")];
}

/** Servers that run on machines of which the stack shows what they start with, or nothing. */
function judgeFiles(resources: readonly Resource[], agents: readonly string[]): Outcome[] {
  const [first] = auditFilesIn(resources).sort((left, right) => (left.device.urn < right.device.urn ? -1 : 1));
  if (first === undefined) return [];
  const isRun = isRunAnywhere(resources, agents);
  const requirement = { ...shipped, subject: subjectOf(first.device) };
  if (isOpen(isRun)) return [notEvaluated(isRun, requirement)];
  return isRun ? [] : [violation(first.file, requirement, "files, and no agent that reads them")];
}
