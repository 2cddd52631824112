import { anyOf, type Certainty } from "../certainty";
import type { Resource } from "../resource";
import { asList, asText } from "../scalars";
import { runsVault } from "../server/vault-command";
import { containersOf, podSpecOf, type Container } from "../server/workload";
import { field, isAbsent, isFields, type Content, type Known, type Value } from "../value";
import { openContainersOf } from "./containers";
import { notRead } from "./join";
import { kindOf, manifestsIn } from "./manifests";
import { areEqual } from "./selector";
import type { ServerWorkload } from "./servers";
import { withoutOpenTag } from "./vault-images";

/** A workload that is none of Vault's servers. */
export interface Tenant {
  readonly manifest: Resource;
  readonly name: Value<string | undefined>;
  readonly podSpec: Value;
  /** Whether it belongs to Vault all the same: the injector, the CSI provider, the operator, an agent or a job that works on Vault. */
  readonly isVaults: Certainty;
}

/** The workloads of a stack beside Vault's servers. */
export function tenantsIn(resources: readonly Resource[], servers: readonly ServerWorkload[]): Tenant[] {
  const own = new Set(servers.map(({ manifest }) => manifest));
  return manifestsIn(resources).flatMap((manifest) => {
    const podSpec = podSpecOf(manifest);
    if (podSpec === undefined || own.has(manifest)) return [];
    const name = asText(field(manifest.inputs, "metadata", "name"));
    return [{ manifest, name, podSpec, isVaults: isVaults(manifest) }];
  });
}

function isVaults(manifest: Resource): Certainty {
  const isJob = /Job$/u.test(kindOf(manifest) ?? "");
  const containers = containersOf(manifest);
  return anyOf([
    ...openContainersOf(manifest),
    ...containers.map(isFromVaultsImages),
    ...containers.map((container) => runsVault(container) || (isJob && talksToVault(container))),
  ]);
}

/** HashiCorp's own images for clusters. */
function isFromVaultsImages(container: Container): Certainty {
  const image = withoutOpenTag(container.image);
  if (image.kind !== "known") return notRead(image);
  return /(?:^|\/)vault(?:-enterprise|-k8s|-csi-provider|-secrets-operator)?(?:[:@]|$)/u.test(image.value ?? "");
}

function talksToVault({ environment }: Container): boolean {
  return environment.some(({ name }) => name === "VAULT_ADDR");
}

/** One thing that a workload says of the nodes that it runs on. */
export interface NodeChoice {
  readonly value: Value;
  /** `label node-pool`, `taint dedicated`, `name`; undefined where not even that is known. */
  readonly by: string | undefined;
  readonly text: Value<string | undefined>;
}

/** The nodes that a pod is bound to: by its selector, by the taints that it tolerates, and by a node's name. */
export function nodeChoicesOf(podSpec: Value): NodeChoice[] {
  const selector = field(podSpec, "nodeSelector");
  const tolerations = asList(field(podSpec, "tolerations"));
  const node = field(podSpec, "nodeName");
  return [
    ...(selector.kind === "known" ? labelsIn(selector) : [openChoice(selector)]),
    ...(tolerations.kind === "known" ? tolerations.value.flatMap(toleratedTaint) : [openChoice(tolerations)]),
    ...(isAbsent(node) ? [] : [{ value: node, by: "name", text: asText(node) }]),
  ];
}

function labelsIn({ value }: Known<Content | undefined>): NodeChoice[] {
  if (!isFields(value)) return [];
  return [...value]
    .filter(([name]) => !ofAnyCluster.test(name))
    .map(([name, label]) => ({ value: label, by: `label ${name}`, text: asText(label) }));
}

function toleratedTaint(toleration: Value): NodeChoice[] {
  const key = asText(field(toleration, "key"));
  if (key.kind !== "known") return [openChoice(key)];
  if (key.value === undefined || ofAnyCluster.test(key.value)) return [];
  return [{ value: toleration, by: `taint ${key.value}`, text: asText(field(toleration, "value")) }];
}

/** Labels and taints that a cluster has by itself: they choose nodes of some kind, and keep nobody from them. */
const ofAnyCluster =
  /^(?:(?:.+\.)?kubernetes\.io\/(?:os|arch|instance-type|role)|topology\..+|failure-domain\..+|node\.kubernetes\.io\/.+|karpenter\.sh\/capacity-type)$/u;

function openChoice(value: Value<unknown>): NodeChoice {
  const open = notRead(value);
  return { value: open, by: undefined, text: open };
}

/** Whether both choose the same nodes. A taint that is tolerated with any value is the same as one with some value. */
export function areSameNodes(left: NodeChoice, right: NodeChoice): Certainty {
  const open = [left, right].find(({ by }) => by === undefined);
  if (open !== undefined) return notRead(open.text);
  if (left.by !== right.by) return false;
  return [left.text, right.text].some(isAbsent) || areEqual(left.text, right.text);
}
