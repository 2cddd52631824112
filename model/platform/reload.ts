import { anyOf, type Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { field, isFields, type Value } from "../value";
import { hangup } from "./log-rotation";
import { anySays, scriptsOf } from "./scripts";

/**
 * Whether anything has the servers of a workload read their certificate again: a signal from a script in their pods (Vault does it on
 * SIGHUP alone: command/server.go), or a controller that replaces pods when a Secret changes.
 */
export function isReloaded(manifest: Resource, resources: readonly Resource[]): Certainty {
  const annotations = [["metadata"], ["spec", "template", "metadata"]].map((path) =>
    field(input(manifest, ...path), "annotations"),
  );
  return anyOf([anySays(scriptsOf(manifest, resources), hangup), ...annotations.map(asksForReload)]);
}

/** Stakater's Reloader and Wave. */
const reloading =
  /^(?:(?:secret\.)?reloader\.stakater\.com\/(?:auto|reload|search)|wave\.pusher\.com\/update-config-on-change)$/u;

function asksForReload(annotations: Value): Certainty {
  if (annotations.kind === "unknown") return annotations;
  if (annotations.kind !== "known" || !isFields(annotations.value)) return false;
  return [...annotations.value.keys()].some((name) => reloading.test(name));
}
