import type { Resource } from "../resource";
import type { Unknown } from "../value";
import { openContainersOf } from "./containers";
import { kindOf, manifestsIn } from "./manifests";
import { serversIn } from "./servers";

/** A workload of which nobody can tell whether it runs Vault servers. */
export interface OpenWorkload {
  readonly manifest: Resource;
  /** What keeps that from being known. */
  readonly open: Unknown;
}

/** The workloads that may run Vault servers, and are not known to. */
export function openWorkloadsIn(resources: readonly Resource[]): OpenWorkload[] {
  const servers = new Set(serversIn(resources).map(({ manifest }) => manifest));
  return manifestsIn(resources)
    .filter((manifest) => runsForGood.test(kindOf(manifest) ?? "") && !servers.has(manifest))
    .flatMap((manifest) => openContainersOf(manifest).map((open) => ({ manifest, open })));
}

/** A job ends, and a server does not. */
const runsForGood = /^(?:StatefulSet|Deployment|DaemonSet|ReplicaSet|ReplicationController|Pod)$/u;
