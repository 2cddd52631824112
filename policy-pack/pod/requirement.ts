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
  const fix = inTheirTerms(manifest, value, { manifest: `set ${setting}`, helm: `set ${setting} in ${helm}` });
  return { must, ...(fix === undefined ? {} : { fix }) };
}

/** Where the chart takes the settings of its servers' container; what is given replaces all of its own. */
export const ofContainer = "server.statefulSet.securityContext.container";
/** The same for the pod: user, group and volumes' group have to be said again. */
export const ofPod = "server.statefulSet.securityContext.pod (with runAsUser, runAsGroup and fsGroup)";
