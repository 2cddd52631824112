import type { Resource } from "./resource";

/** What the engine would do to one resource. A replacement is several steps of the engine and one operation here. */
export type PlannedKind = "create" | "import" | "update" | "replace" | "delete" | "read" | "same";

/** One planned operation, with the resource as the state has it and as the program declares it. */
export interface PlannedOperation {
  readonly kind: PlannedKind;
  readonly urn: string;
  readonly type: string;
  /** Undefined for what would be created. */
  readonly before?: ResourceInState;
  /** Undefined for what would be deleted. */
  readonly after?: Resource;
  /** The properties that differ, for updates and replacements. Names only. */
  readonly changed: readonly string[];
  /** For a replacement: whether the old one goes before the new one is there. */
  readonly isDeletedFirst: boolean;
}

/** A resource as the state has it, with what the state says about its removal. */
export interface ResourceInState {
  readonly resource: Resource;
  /** Its id at the provider. */
  readonly id: string | undefined;
  /** Whether the engine refuses to delete it. */
  readonly isProtected: boolean;
  /** Whether a removal leaves it on the server, and only the state forgets it. */
  readonly isRetained: boolean;
  /** The resource whose deletion deletes this one too, so that nothing is asked of the server for it. */
  readonly deletedWith: string | undefined;
}

/** Everything that one preview plans. */
export interface Change {
  readonly operations: readonly PlannedOperation[];
}
