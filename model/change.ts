import type { Certainty } from "./certainty";
import { input, providerPrefix, type Resource } from "./resource";
import { asBoolean } from "./scalars";
import { asUnknown, type Value } from "./value";

/** What the engine would do to one resource. A replacement is several steps of the engine and one operation here. */
export type PlannedKind = "create" | "import" | "update" | "replace" | "delete" | "read" | "same";

/** One planned operation, with the resource as the state has it and as the program declares it. */
export interface PlannedOperation {
  readonly kind: PlannedKind;
  readonly urn: string;
  readonly type: string;
  /** Undefined for what would be created. */
  readonly before?: ResourceInState;
  /** Undefined for what would be deleted, and for what the preview did not get to. */
  readonly after?: Resource;
  /** The properties that differ, for updates and replacements. Names only. */
  readonly changed: readonly string[];
  /** For a replacement: whether the old one goes before the new one is there. */
  readonly isDeletedFirst: boolean;
}

/** A resource as the state has it, with what the state says about its removal. */
export interface ResourceInState {
  readonly resource: Resource;
  /** What the provider answered, by the names of its outputs; missing where nobody says. */
  readonly outputs?: Value;
  /** Its id at the provider; components have none. */
  readonly id: string | undefined;
  /** Whether the engine refuses to delete it. */
  readonly isProtected: boolean;
  /** Whether a removal leaves it on the server, and only the state forgets it. */
  readonly isRetained: boolean;
  /** The resource whose deletion deletes this one too, so that nothing is asked of the server for it. */
  readonly deletedWith: string | undefined;
}

/** Everything that one preview plans. The engine creates and updates first, and deletes what is no longer declared at the end. */
export interface Change {
  readonly operations: readonly PlannedOperation[];
}

/** An object that a provider would be asked to delete. */
export interface Removal {
  readonly operation: PlannedOperation;
  readonly before: ResourceInState;
  /** The removal that it is part of: nothing is asked of the server for this one. */
  readonly partOf: string | undefined;
  /** Whether the provider then takes it from its server. */
  readonly isTaken: Certainty;
}

/**
 * Everything that would be taken from a server, by a deletion or a replacement, or for all that is known could be: without the
 * writes that the provider does not take back.
 */
export function removalsIn(change: Change): Removal[] {
  return deletionsIn(change).filter(({ isTaken }) => isTaken !== false);
}

/**
 * Everything that a provider would be asked to delete, for a deletion or a replacement. What is retained stays, and so does what
 * should go with something that is retained (resource/deploy/step.go, DeleteStep.Apply).
 */
export function deletionsIn({ operations }: Change): Removal[] {
  const removed = operations.filter(({ kind }) => kind === "delete" || kind === "replace");
  const byUrn = new Map(removed.map(({ urn, before }) => [urn, before]));
  return removed.flatMap((operation) => {
    const { before } = operation;
    if (before === undefined || !isOnServer(before) || before.isRetained) return [];
    const { deletedWith } = before;
    const container = deletedWith === undefined ? undefined : byUrn.get(deletedWith);
    if (container?.isRetained === true) return [];
    return [
      {
        operation,
        before,
        partOf: container === undefined ? undefined : deletedWith,
        isTaken: isTakenBack(before.resource),
      },
    ];
  });
}

/** Whether a write is taken back when it is deleted (terraform-provider-vault, vault/resource_generic_endpoint.go, disable_delete). */
function isTakenBack(resource: Resource): Certainty {
  if (resource.type !== "vault:generic/endpoint:Endpoint") return true;
  const isNever = asBoolean(input(resource, "disableDelete"));
  return isNever.kind === "known" ? isNever.value !== true : asUnknown(isNever, "is a secret text");
}

/** Whether it is an object on a server: components, the stack and the providers' settings are not. */
export function isOnServer({ id, resource }: ResourceInState): boolean {
  return id !== undefined && !resource.type.startsWith(providerPrefix);
}
