import type { ServerWorkload } from "../model/platform/servers";
import { serversOf } from "../model/platform/servers";
import type { Resource } from "../model/resource";
import { unjudgedWorkloads } from "./open-workloads";
import type { Outcome } from "./outcome";

/**
 * What a rule says of each workload of Vault servers that a resource stands for; and that what must be is not known to be, where
 * nobody can tell whether the resource runs servers.
 */
export function judgeServers(
  resource: Resource,
  must: string,
  judge: (server: ServerWorkload) => readonly Outcome[],
): Outcome[] {
  return [...unjudgedWorkloads([resource], must), ...serversOf(resource).flatMap(judge)];
}
