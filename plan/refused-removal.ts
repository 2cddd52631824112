import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { plainText } from "./events";

/** A removal that the engine refuses because the resource is protected. */
export interface RefusedRemoval {
  readonly kind: "delete" | "replace";
  readonly urn: string;
  /** Another that is to be replaced, and with which the protected one would have to be. The preview ends there. */
  readonly because?: string;
}

/** The engine's words (resource/deploy/step.go, deleteProtectedError; step_generator.go, continueStepsFromDiff). */
const quoted = String.raw`("(?:[^"\\]|\\.)+")`;
const forProtection = String.raw`\s+as it is currently marked for protection`;
const asPartOf = new RegExp(`unable to replace resource ${quoted} as part of replacing ${quoted}${forProtection}`);
const replacement = new RegExp(`unable to replace resource ${quoted}${forProtection}`);
const deletion = new RegExp(String.raw`resource ${quoted} cannot be deleted\s+because it is protected`);

/** The removal that an error's message is about; undefined where it is about something else. */
export function refusedRemoval(message: string): RefusedRemoval | undefined {
  const [urn, because] = urnsIn(asPartOf.exec(message) ?? replacement.exec(message));
  if (urn !== undefined) return { kind: "replace", urn, ...(because === undefined ? {} : { because }) };
  const [deleted] = urnsIn(deletion.exec(message));
  return deleted === undefined ? undefined : { kind: "delete", urn: deleted };
}

function urnsIn(match: RegExpExecArray | null): string[] {
  return (match ?? []).slice(1).map((urn) => String(JSON.parse(urn)));
}

export function refusedRemovalsIn(events: readonly EngineEvent[]): RefusedRemoval[] {
  return events.flatMap(({ diagnosticEvent }) => {
    if (diagnosticEvent?.severity !== "error") return [];
    return refusedRemoval(plainText(diagnosticEvent.message)) ?? [];
  });
}
