import { z } from "zod";
import { allOf, anyOf, isNot, isOpen, type Certainty } from "../../../model/certainty";
import { removalsIn, type Change, type PlannedOperation } from "../../../model/change";
import type { Resource } from "../../../model/resource";
import { subjectOf } from "../../../model/subject";
import { auditDeviceOf, type AuditDevice } from "../../../model/vault/audit-device";
import { isOnePath, isOneSink, keepsNothing } from "../../../model/vault/audit-sink";
import { vaultsOf, type VaultGroup } from "../../../model/vault/vault";
import { notEvaluated, violation } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./audit-removal.examples";

const must = "go on writing the audit log until another device does it in its place";

export default defineRule({
  id: "audit-removal",
  family: "audit",
  title: "No change takes an audit device away, not even for a moment",
  severity: "critical",
  blocks: "everywhere",
  sources: [
    { title: "Production Hardening", section: "Enable Auditing" },
    { title: "Vault production checklist", section: "Auditing" },
  ],
  rationale:
    "What happens while a device is gone stands in one log fewer, or in none, and to take it away is the first thing that " +
    "somebody does who wants not to be seen. With one device left, Vault stops as soon as that one cannot write.",
  remediation:
    "keep the device; one with other options gets another path and is made before the old one goes, as AuditDevices does it",
  config: z.object({}),
  kind: "change",
  check: (change, _config, environment) =>
    removalsIn(change).flatMap(({ operation, before: { resource }, isTaken }) => {
      const device = auditDeviceOf(resource);
      if (device === undefined) return [];
      const vault = vaultAfterwards(resource, change, environment.vaultAddress);
      const outcome =
        operation.kind === "replace" ? judgeReplacement(device, operation) : judgeDeletion(device, change, vault);
      if (outcome === undefined) return [];
      const requirement = { must, subject: subjectOf(resource), urn: operation.urn };
      if (isOpen(isTaken)) return [notEvaluated(isTaken, requirement)];
      if (typeof outcome !== "string") return [notEvaluated(outcome, requirement)];
      return [violation(resource.inputs, requirement, `${outcome}; ${left(vault, resource)}`)];
    }),
  examples,
});

type Verdict = string | Exclude<Certainty, boolean> | undefined;

function judgeReplacement(device: AuditDevice, { after, isDeletedFirst }: PlannedOperation): Verdict {
  const successor = after === undefined ? undefined : auditDeviceOf(after);
  if (successor === undefined) return "that it would be replaced";
  if (isDeletedFirst) return "that it would be disabled before the new one is there";
  return (
    said(isOnePath(device, successor), "that it would be replaced at its own path, which Vault refuses") ??
    said(keepsNothing(successor), "that it would be replaced by one that keeps nothing") ??
    said(isNot(isGivenAsMuch(successor, device)), "that it would be replaced by one that is given some entries only")
  );
}

function judgeDeletion(device: AuditDevice, { operations }: Change, vault: VaultGroup | undefined): Verdict {
  const created = operations.flatMap(({ kind, after }) => (kind === "create" && after !== undefined ? [after] : []));
  const isSuccessor = (resource: Resource): Certainty => {
    const other = auditDeviceOf(resource);
    if (other === undefined) return false;
    // Two addresses that are not both known could be one Vault's.
    const isHere = vault?.within.includes(resource) === true || (vault?.open ?? false);
    return allOf([isHere, isOneSink(device, other), isNot(isOnePath(device, other)), isGivenAsMuch(other, device)]);
  };
  return said(isNot(anyOf(created.map(isSuccessor))), "that it would be disabled");
}

/** One that is given some entries only does the work of none but such a one. */
function isGivenAsMuch(successor: AuditDevice, device: AuditDevice): Certainty {
  return anyOf([isNot(isGivenSome(successor)), isGivenSome(device)]);
}

function isGivenSome({ isFiltered, isFallback }: AuditDevice): Certainty {
  return anyOf([isFiltered, isFallback]);
}

function said(holds: Certainty, words: string): Verdict {
  if (isOpen(holds)) return holds;
  return holds ? words : undefined;
}

/** The Vault that a device is taken from, with all that it has in the end. */
function vaultAfterwards(
  removed: Resource,
  { operations }: Change,
  address: string | undefined,
): VaultGroup | undefined {
  const resources = [removed, ...operations.flatMap(({ after }) => after ?? [])];
  return vaultsOf(resources, address).find(({ here }) => here.includes(removed));
}

/** What would be left in the end, in the words of a sentence. */
function left(vault: VaultGroup | undefined, removed: Resource): string {
  const others = (vault?.within ?? []).filter((each) => each !== removed && auditDeviceOf(each) !== undefined);
  const names = others.map(subjectOf).sort().join(", ");
  return names === "" ? "none would be left" : `left would be ${names}`;
}
