import { anyOf, type Certainty } from "../certainty";
import { openContainersOf } from "../platform/containers";
import type { Resource } from "../resource";
import { asBoolean } from "../scalars";
import { asUnknown, field } from "../value";
import { hasVaultImage, vaultCommandsOf } from "./vault-command";
import { containersOf, podTemplateOf, type Container } from "./workload";

/**
 * Whether the pods of a workload have a Vault Agent or Proxy of their own beside what else they run, and no server: what is sent to it
 * over the loopback interface stays in the pod. Services of a Compose project share no such interface.
 */
export function hasAgentBeside(workload: Resource): Certainty {
  const template = podTemplateOf(workload);
  if (template === undefined) return false;
  const containers = containersOf(workload);
  if (containers.some((container) => vaultCommandsOf(container).includes("server"))) return false;
  const injected = asBoolean(field(template, "metadata", "annotations", inject));
  return anyOf([
    injected.kind === "known" ? injected.value === true : asUnknown(injected, "is a secret text"),
    ...containers.map(runsAgent),
    ...openContainersOf(workload),
  ]);
}

/** By which the injector adds an agent to pods (vault-k8s, agent-inject/agent/annotations.go). */
const inject = "vault.hashicorp.com/agent-inject";

function runsAgent(container: Container): Certainty {
  if (vaultCommandsOf(container).some((command) => command === "agent" || command === "proxy")) return true;
  const { image, commandLine } = container;
  if (image.kind === "unknown") return image;
  return hasVaultImage(container) ? (commandLine.find((text) => text.kind === "unknown") ?? false) : false;
}
