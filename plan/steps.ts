import type { EngineEvent, StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation/events";

/** Everything that one run of the engine does, or would do, to one resource, in order. */
export interface Steps {
  readonly urn: string;
  readonly steps: readonly StepEventMetadata[];
}

/** The steps of a run by resource. What a step came to is left out: it repeats how it began. */
export function stepsOf(events: readonly EngineEvent[]): Steps[] {
  const byUrn = new Map<string, StepEventMetadata[]>();
  for (const { resourcePreEvent } of events) {
    if (resourcePreEvent === undefined) continue;
    const { metadata } = resourcePreEvent;
    const steps = byUrn.get(metadata.urn) ?? [];
    byUrn.set(metadata.urn, [...steps, metadata]);
  }
  return [...byUrn].map(([urn, steps]) => ({ urn, steps }));
}

const deletions: ReadonlySet<string> = new Set(["delete", "delete-replaced"]);

/** The resource as the state has it; of two, as during a replacement that was interrupted, the one that is deleted. */
export function stateBefore({ steps }: Steps): StepEventStateMetadata | undefined {
  const deletion = steps.find(({ op, old }) => deletions.has(op) && isGiven(old));
  return (deletion ?? steps.find(({ old }) => isGiven(old)))?.old;
}

/** The resource as the program declares it. */
export function stateAfter({ steps }: Steps): StepEventStateMetadata | undefined {
  return steps.find(({ new: declared }) => isGiven(declared))?.new;
}

/** Whether the old one is deleted before the new one is there. */
export function isDeletedFirst({ steps }: Steps): boolean {
  const deleted = steps.findIndex(({ op }) => op === "delete-replaced");
  const created = steps.findIndex(({ op }) => op === "create-replacement" || op === "import-replacement");
  return deleted !== -1 && (created === -1 || deleted < created);
}

/** Whether it was only ever read: Pulumi forgets it, and its server keeps it. */
export function isOnlyRead({ steps }: Steps): boolean {
  return steps.some(({ op }) => op === "discard" || op === "discard-replaced");
}

/** The CLI writes null where there is none, whatever the SDK's types say. */
function isGiven(state: StepEventStateMetadata | null | undefined): state is StepEventStateMetadata {
  return state !== undefined && state !== null;
}
