import { openServersIn } from "../model/platform/open-servers";
import type { Resource } from "../model/resource";
import { about } from "./about";
import { notEvaluated, type Outcome } from "./outcome";

/** What a rule about Vault's servers says of workloads of which nobody can tell whether they run one. */
export function unjudgedWorkloads(resources: readonly Resource[], must: string): Outcome[] {
  return openServersIn(resources).map(({ manifest, open }) => notEvaluated(open, { must, ...about(manifest) }));
}
