import { partsOf } from "../named-values";
import type { Resource } from "../resource";
import { subjectOf } from "../subject";
import type { Unknown, Value } from "../value";
import { isKnown, openContainersIn } from "./open-pods";
import { configurationsOf } from "./settings";
import { calledVault, isShell, runsVault } from "./vault-command";
import { containersOf, wordsOf, type Container } from "./workload";

/**
 * What of a resource is not known and could hold an address of Vault's: a configuration, its pods or a container, and in a workload
 * that has to do with Vault the variables and the scripts of its containers.
 */
export function openAddressesOf(resource: Resource): Unknown[] {
  const inside = knownContainersOf(resource).flatMap((container) => [
    ...container.openVariables,
    ...openScriptsOf(container),
  ]);
  return [
    ...configurationsOf(resource).filter(isUnknown),
    ...openContainersIn(resource),
    ...(inside.length > 0 && namesVault(resource) ? inside : []),
  ];
}

/**
 * Which variables the containers of a workload have that says nothing of Vault: most likely none of Vault's, and yet a client's address
 * can be among them in a stack that has a Vault.
 */
export function openVariablesOf(workload: Resource): Unknown[] {
  const open = knownContainersOf(workload).flatMap(({ openVariables }) => openVariables);
  return open.length > 0 && !namesVault(workload) ? open : [];
}

function knownContainersOf(resource: Resource): Container[] {
  return containersOf(resource).filter(isKnown);
}

/** What could be a script, or an argument of Vault's own program; one argument of another program is no address of Vault's. */
function openScriptsOf(container: Container): Unknown[] {
  const [first] = wordsOf(container);
  const isRead = runsVault(container) || (first?.kind === "known" && isShell(first.value));
  return container.commandLine.filter(isUnknown).filter(({ place }) => isRead || typeof place.path.at(-1) === "string");
}

/** Whether anything in it does: its own name, an image, a variable, an annotation, a Secret that it mounts. */
function namesVault(resource: Resource): boolean {
  return (
    calledVault.test(`${subjectOf(resource)} ${resource.name}`) ||
    partsOf(resource).some(({ name, value }) => calledVault.test(name) || saysVault(value))
  );
}

function saysVault(value: Value): boolean {
  if (value.kind === "secret") return value.matches(calledVault);
  return value.kind === "known" && typeof value.value === "string" && calledVault.test(value.value);
}

function isUnknown(value: Value<unknown>): value is Unknown {
  return value.kind === "unknown";
}
