import { z } from "zod";
import { anyOf, isOpen } from "../../../model/certainty";
import { auditDeviceOf, type AuditDevice } from "../../../model/vault/audit-device";
import { isOneSink, keepsNothing } from "../../../model/vault/audit-sink";
import { vaultsOf } from "../../../model/vault/vault";
import { isResponsible } from "../../environment";
import { notEvaluated, show, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./audit-redundancy.examples";

const must = "have 2 audit devices on different sinks, at least one of them no socket";

export default defineRule({
  id: "audit-redundancy",
  family: "audit",
  title: "Every Vault writes its audit log to two places that do not fail together",
  severity: "critical",
  blocks: "everywhere",
  sources: [
    { title: "Vault production checklist", section: "Auditing" },
    { title: "Production Hardening", section: "Enable Auditing" },
    { title: "Vault Security", section: "Enable Audit Logging" },
  ],
  rationale:
    "Vault answers no request that it cannot log. With one audit device, a full disk or a collector that hangs stops " +
    "everything that needs a secret; two devices on one file, or on sockets alone, stop together.",
  remediation: "add an audit device on another sink, such as a file beside the socket",
  config: z.object({}),
  kind: "stack",
  check: ({ resources }, _config, environment) => {
    if (!isResponsible(environment, "audit")) return [];
    return vaultsOf(resources, environment.vaultAddress).flatMap(({ name, within, open }) => {
      const outcomes = judgeDevices(within.flatMap((resource) => auditDeviceOf(resource) ?? []));
      return (outcomes.length > 0 && open !== undefined ? [notEvaluated(open, { must })] : outcomes).map((outcome) => ({
        ...outcome,
        subject: name,
      }));
    });
  },
  examples,
});

/**
 * A device with a filter is given some entries only, and the fallback only those that no other device took: it stands in for a filter
 * that lets nothing through, not for a device that fails (Vault Enterprise documentation, "Filter syntax for audit data";
 * audit/broker.go, LogRequest). What is not known of either matters where it decides.
 */
function judgeDevices(devices: readonly AuditDevice[]): Outcome[] {
  const judged = devices.map((device) => ({ device, isPartial: anyOf([device.isFiltered, device.isFallback]) }));
  const partial = judged.filter(({ isPartial }) => isPartial === true).map(({ device }) => device);
  const certain = judgeWhole(
    judged.filter(({ isPartial }) => isPartial === false).map(({ device }) => device),
    partial,
  );
  const open = judged.map(({ isPartial }) => isPartial).find(isOpen);
  if (certain.length === 0 || open === undefined) return certain;
  const atBest = judgeWhole(
    devices.filter((device) => !partial.includes(device)),
    partial,
  );
  return atBest.length > 0 ? atBest : [notEvaluated(open, { must })];
}

/** @param partial devices that are given some entries only, and do not count */
function judgeWhole(devices: readonly AuditDevice[], partial: readonly AuditDevice[]): Outcome[] {
  // Resources come in the order in which they were registered, which differs from run to run.
  const names = namesOf(devices);
  const rest = partial.length === 0 ? "" : `; given some entries only: ${namesOf(partial)}`;
  if (devices.length < 2) return [violation((devices.length === 0 ? "none" : `1: ${names}`) + rest)];
  const unknownSink = devices.map(({ sink }) => sink).find(({ kind }) => kind === "unknown");
  if (countSinks(devices) < 2) {
    return unknownSink === undefined
      ? [violation(`${devices.length} on one sink: ${names}${rest}`)]
      : [notEvaluated(unknownSink, { must })];
  }
  const others = devices.filter(({ type }) => type.kind !== "known" || type.value !== "socket");
  if (others.length === 0) return [violation(`only sockets: ${names}${rest}`)];
  const unknownType = others.every(({ type }) => type.kind !== "known") ? others[0]?.type : undefined;
  return unknownType === undefined ? [] : [notEvaluated(unknownType, { must })];
}

function namesOf(devices: readonly AuditDevice[]): string {
  return devices.map(nameOf).sort().join(", ");
}

function nameOf({ path, type }: AuditDevice): string {
  return show(path.kind === "known" && path.value === undefined ? type : path);
}

function violation(found: string): Outcome {
  return { verdict: "violation", path: "", must, found };
}

/** Sinks that are known to differ. */
function countSinks(devices: readonly AuditDevice[]): number {
  const kept = devices.filter((device) => keepsNothing(device) === false);
  return kept.filter((device, index) => kept.findIndex((other) => isOneSink(device, other) === true) === index).length;
}
