import { z } from "zod";
import { isOpen } from "../../../model/certainty";
import { removalsIn, type Change, type PlannedOperation, type Removal } from "../../../model/change";
import { renamingOf } from "../../../model/same-object";
import { heldBy, heldByNameOf, isHeld } from "../../../model/stateful";
import { subjectOf } from "../../../model/subject";
import { lossyUpdatesOf } from "../../../model/vault/lossy-update";
import { notEvaluated, violation, type Outcome } from "../../outcome";
import { defineRule } from "../../rule";
import { examples } from "./no-data-loss.examples";

export default defineRule({
  id: "no-data-loss",
  family: "change",
  title: "No change destroys what nobody can declare again",
  severity: "critical",
  blocks: "everywhere",
  sources: [
    { title: "Vault production checklist", section: "Setting up & maintaining Storage Backend" },
    { title: "Vault Security", section: "Backup and Recovery" },
  ],
  rationale:
    "A mount that is deleted or replaced takes every secret, key, role and token in it along, and Vault has no undo: all " +
    "that is left is a snapshot of the whole Vault. To Pulumi it is one line among others, and a new name is enough for it. " +
    "Some changes in place lose as much: whoever logs in under another name is somebody else to Vault.",
  remediation:
    "leave it as it is; if it is to go, take a snapshot, check what needs it, and accept this finding for the one change",
  config: z.object({}),
  kind: "change",
  check: (change) => {
    const removals = removalsIn(change);
    const lost = new Set(removals.filter(isLoss).map(({ operation }) => operation.urn));
    return [
      // What goes with something that is itself a finding is said there.
      ...removals.filter(({ partOf }) => partOf === undefined || !lost.has(partOf)).flatMap(judgeRemoval(change)),
      ...change.operations.filter(({ urn }) => !lost.has(urn)).flatMap(judgeUpdate),
    ];
  },
  examples,
});

function isLoss({ before }: Removal): boolean {
  return before.isProtected || heldBy(before.resource) !== undefined;
}

function judgeRemoval(change: Change): (removal: Removal) => Outcome[] {
  return ({ operation, before: { resource, isProtected } }) => {
    const renaming = operation.kind === "delete" ? renamingOf(operation, change) : undefined;
    const held =
      heldBy(resource) ??
      (isProtected ? { holds: "what its protection is there for" } : undefined) ??
      (renaming === undefined ? undefined : heldByNameOf(resource));
    if (held === undefined) return [];
    const about = { subject: subjectOf(resource), urn: operation.urn };
    if (!isHeld(held)) return [notEvaluated(held, { ...about, must: "keep what it holds" })];
    const fix = renaming === undefined ? fixFor(operation, isProtected) : sayRenamed(resource.name);
    const requirement = { ...about, must: `keep ${held.holds}`, ...(fix === undefined ? {} : { fix }) };
    return [violation(resource.inputs, requirement, wordsFor(operation, isProtected))];
  };
}

function sayRenamed(name: string): string {
  return `if only its name is to change, leave its name in Pulumi ${JSON.stringify(name)}, or give the new one aliases: [{ name: ${JSON.stringify(name)} }]`;
}

function wordsFor({ kind, changed }: PlannedOperation, isProtected: boolean): string {
  const protection = isProtected ? "; it is protected, and Pulumi refuses" : "";
  if (kind === "delete") return `that it would be deleted${protection}`;
  return `that it would be replaced${changed.length === 0 ? "" : `, for another ${changed.join(", ")}`}${protection}`;
}

function fixFor({ kind, changed }: PlannedOperation, isProtected: boolean): string | undefined {
  if (kind === "replace" && changed.length > 0)
    return `leave ${changed.join(", ")} as it is, or declare another one beside it`;
  if (!isProtected) return undefined;
  return "declare it again; if it is to go, take a snapshot, take its protection off, and accept this finding for the one change";
}

function judgeUpdate(operation: PlannedOperation): Outcome[] {
  const { before, urn } = operation;
  // Where the provider finds no difference, nothing is written.
  if (before === undefined || (operation.kind !== "update" && operation.kind !== "replace")) return [];
  return lossyUpdatesOf(operation).map(({ holds, isLost, now }) => {
    const requirement = { subject: subjectOf(before.resource), urn, must: `keep ${holds}` };
    return isOpen(isLost) ? notEvaluated(isLost, requirement) : violation(now, requirement);
  });
}
