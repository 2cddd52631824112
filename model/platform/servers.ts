import type { Resource } from "../resource";
import { containersOf, podSpecOf, podTemplateOf, runsVault } from "../server/workload";
import { field, type Value } from "../value";
import { kindOf, manifestsIn, manifestsOf, namespaceOf } from "./manifests";
import { labelsOf } from "./selector";

/** A Kubernetes workload that runs Vault servers. */
export interface ServerWorkload {
  /** The object itself, as declared or as the chart makes it. */
  readonly manifest: Resource;
  readonly kind: string;
  readonly namespace: Value<string | undefined>;
  readonly podLabels: Value;
  readonly podSpec: Value;
}

/** The workloads of Vault servers that a resource stands for. */
export function serversOf(resource: Resource): ServerWorkload[] {
  return manifestsOf(resource).flatMap(asServers);
}

/** The workloads of Vault servers in a stack. */
export function serversIn(resources: readonly Resource[]): ServerWorkload[] {
  return manifestsIn(resources).flatMap(asServers);
}

function asServers(manifest: Resource): ServerWorkload[] {
  const kind = kindOf(manifest);
  const podSpec = podSpecOf(manifest);
  const template = podTemplateOf(manifest);
  if (kind === undefined || podSpec === undefined || template === undefined) return [];
  if (!containersOf(manifest).some(runsVault)) return [];
  return [
    {
      manifest,
      kind,
      namespace: namespaceOf(manifest),
      podLabels: labelsOf(field(template, "metadata")),
      podSpec,
    },
  ];
}
