import { printPlace } from "../../model/place";
import type { Resource } from "../../model/resource";
import type { Value } from "../../model/value";
import type { Requirement } from "../outcome";
import { inTheirTerms } from "../terms";

/** A requirement on a setting of a container or its pod, and where its user sets it: in the manifest or in the chart's values. */
export function podRequirement(
  manifest: Resource,
  value: Value<unknown>,
  { must, setting, helm }: { readonly must: string; readonly setting: string; readonly helm: string },
): Requirement {
  const fix = inTheirTerms(manifest, value, {
    manifest: `set ${setting}`,
    helm: `set ${setting} in ${besideVault(value) ?? helm}`,
  });
  return { must, ...(fix === undefined ? {} : { fix }) };
}

/** Where the chart takes the settings of its servers' container; what is given replaces all of its own. */
export const ofContainer = "server.statefulSet.securityContext.container";
/** The same for the pod: user, group and volumes' group have to be said again. */
export const ofPod = "server.statefulSet.securityContext.pod (with runAsUser, runAsGroup and fsGroup)";

/**
 * Where a value stands that is a container's own which the chart's user adds to Vault's: `server.extraContainers[0]`, or its security
 * context. Undefined for what is Vault's container's or its pod's.
 */
export function besideVault({ place: { path } }: Value<unknown>): string | undefined {
  const list = path.findIndex((step) => step === "extraContainers" || step === "extraInitContainers");
  if (list === -1) return undefined;
  const container = printPlace({ path: ["server", ...path.slice(list, list + 2)] });
  return path[list + 2] === "securityContext" ? `${container}.securityContext` : container;
}
