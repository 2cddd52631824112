import type { Resource } from "../resource";
import { openWorkloadsIn, type OpenWorkload } from "./containers";
import { kindOf } from "./manifests";
import { serversIn } from "./servers";

/** The workloads that may run Vault servers, and are not known to. */
export function openServersIn(resources: readonly Resource[]): OpenWorkload[] {
  const servers = new Set(serversIn(resources).map(({ manifest }) => manifest));
  return openWorkloadsIn(resources).filter(
    ({ manifest }) => runsForGood.test(kindOf(manifest) ?? "") && !servers.has(manifest),
  );
}

/** A job ends, and a server does not. */
const runsForGood = /^(?:StatefulSet|Deployment|DaemonSet|ReplicaSet|ReplicationController|Pod|CloneSet|Rollout)$/u;
