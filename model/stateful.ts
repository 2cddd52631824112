import { heldInCluster } from "./platform/stateful";
import type { Resource } from "./resource";
import type { Unknown } from "./value";
import { heldInVault } from "./vault/stateful";
import type { Stateful } from "./vault/stateful-kinds";

/** What is lost for good with the object that a resource declares; undefined for what a program can simply make again. */
export function heldBy(resource: Resource): Stateful | Unknown | undefined {
  return resource.type.startsWith("kubernetes:") ? heldInCluster(resource) : heldInVault(resource);
}

export function isHeld(held: Stateful | Unknown): held is Stateful {
  return "holds" in held;
}
