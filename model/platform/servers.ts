import type { Resource } from "../resource";
import { hasServerImage, leavesStartOpen, startsByScript, vaultCommandsOf } from "../server/vault-command";
import { containersOf, podSpecOf, podTemplateOf, type Container } from "../server/workload";
import { asText } from "../scalars";
import { field, isAbsent, type Value } from "../value";
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
export function serversIn(resources: readonly Resource[]): readonly ServerWorkload[] {
  const servers = serversByStack.get(resources) ?? manifestsIn(resources).flatMap(asServers);
  serversByStack.set(resources, servers);
  return servers;
}

/** Most rules about servers ask for the same stack's. */
const serversByStack = new WeakMap<readonly Resource[], readonly ServerWorkload[]>();

function asServers(manifest: Resource): ServerWorkload[] {
  const kind = kindOf(manifest);
  const podSpec = podSpecOf(manifest);
  const template = podTemplateOf(manifest);
  if (kind === undefined || podSpec === undefined || template === undefined) return [];
  if (kind.endsWith("Job") || !containersOf(manifest).some(runsServer)) return [];
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

/**
 * Whether the container runs a server and not another of Vault's commands, as agents and jobs do. Vault's image starts a server by
 * itself (Dockerfile), and a script of the user's may; what prepares a pod ends, and a server does not.
 */
export function runsServer(container: Container): boolean {
  if (container.isAside) return false;
  const commands = vaultCommandsOf(container);
  if (commands.includes("server")) return true;
  if (!hasServerImage(container) || commands.length > 0) return false;
  return leavesStartOpen(container) || (startsByScript(container) && looksLikeServer(container));
}

/** Scripts that unseal or set up a Vault run in its image as well: those have no ports, and another name. */
function looksLikeServer({ settings }: Container): boolean {
  const name = asText(field(settings, "name"));
  const isCalledSo = name.kind !== "known" || /^(?:vault|openbao|bao)(?:-?server)?(?:-?\d+)?$/u.test(name.value ?? "");
  return isCalledSo || !isAbsent(field(settings, "ports"));
}
