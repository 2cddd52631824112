import { entryOf } from "./entry";
import { heldInCluster } from "./platform/stateful";
import type { Resource } from "./resource";
import type { Unknown } from "./value";
import { heldInVault } from "./vault/stateful";
import { heldByName, type Stateful } from "./vault/stateful-kinds";

/** What is lost for good with the object that a resource declares; undefined for what a program can simply make again. */
export function heldBy(resource: Resource): Stateful | Unknown | undefined {
  return resource.type.startsWith("kubernetes:") ? heldInCluster(resource) : heldInVault(resource);
}

/** What is lost with it where another takes its place under another name. */
export function heldByNameOf({ type }: Resource): Stateful | undefined {
  return entryOf(heldByName, type);
}

export function isHeld<T extends object>(held: T | Unknown): held is T {
  return "holds" in held;
}
