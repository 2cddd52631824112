import type { OpType } from "@pulumi/pulumi/automation";
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events";
import { differingPaths } from "./differing-path";

export const operationKinds = ["create", "import", "update", "replace", "delete", "read", "same"] as const;
export type OperationKind = (typeof operationKinds)[number];

/** One thing the engine would do, or did, to one resource. */
export interface Operation {
  readonly kind: OperationKind;
  readonly urn: string;
  /** Pulumi's type token: `vault:index/policy:Policy`. */
  readonly type: string;
  /** The resource's logical name. */
  readonly name: string;
  /** The properties that differ, for updates and replacements. Names only, never values. */
  readonly changed: readonly string[];
  /** Components and the stack itself group resources and exist nowhere else. */
  readonly custom: boolean;
}

/** A replacement is several steps of the engine and one operation to a person. */
const kindOfStep: Readonly<Record<OpType, OperationKind>> = {
  create: "create",
  import: "import",
  update: "update",
  delete: "delete",
  same: "same",
  read: "read",
  refresh: "same",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
  "read-replacement": "replace",
  "discard-replaced": "replace",
  discard: "delete",
  "remove-pending-replace": "replace",
};

/** The operations of one run, one for each resource, in the engine's order. @throws on a step this version does not know */
export function operationsOf(events: readonly EngineEvent[]): Operation[] {
  const byUrn = new Map<string, Operation>();
  for (const event of events) {
    // A refresh learns what it would do only when it has read the resource: its outcome is in the event after.
    const metadata = event.resOutputsEvent?.metadata ?? event.resourcePreEvent?.metadata;
    if (metadata === undefined) continue;
    const operation = operationOf(metadata);
    const known = byUrn.get(operation.urn);
    if (known === undefined || outranks(operation, known)) byUrn.set(operation.urn, operation);
  }
  return [...byUrn.values()];
}

function outranks(operation: Operation, known: Operation): boolean {
  if (known.kind === "replace") return operation.kind === "replace" && operation.changed.length > known.changed.length;
  return operation.kind !== "same" || known.kind === "same";
}

function operationOf(metadata: StepEventMetadata): Operation {
  // The engine may be newer than the SDK whose steps these are.
  if (!Object.hasOwn(kindOfStep, metadata.op))
    throw new Error(`the engine planned a step unknown to us: "${metadata.op}" for ${metadata.urn}`);
  const state = metadata.new ?? metadata.old;
  return {
    kind: kindOfStep[metadata.op],
    urn: metadata.urn,
    type: metadata.type,
    name: nameOf(metadata.urn),
    changed: changedProperties(metadata),
    custom: state?.custom ?? false,
  };
}

function changedProperties(metadata: StepEventMetadata): string[] {
  const detailed = Object.keys(metadata.detailedDiff ?? {});
  if (detailed.length > 0) return detailed.sort();
  if (metadata.diffs !== undefined && metadata.diffs.length > 0) return [...metadata.diffs].sort();
  // No provider compares a component's inputs.
  return metadata.op === "update" ? differingPaths(metadata.old?.inputs, metadata.new?.inputs).sort() : [];
}

/** Whether it is an object on a server. The others are components, the stack and the providers' settings. */
export function isOnServer({
  custom,
  type,
}: {
  readonly custom?: boolean | undefined;
  readonly type: string;
}): boolean {
  return custom === true && !type.startsWith("pulumi:");
}

/** Whether doing it would change something: a server, or what the state keeps. */
export function isChange({ kind }: Pick<Operation, "kind">): boolean {
  return kind !== "same" && kind !== "read";
}

/** The logical name at the end of a URN. It may itself contain `::`; the four parts before it may not. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
