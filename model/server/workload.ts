import { entryOf } from "../entry";
import { input, type Resource } from "../resource";
import { composeType } from "../file-types";
import { asList, asText } from "../scalars";
import { asUnknown, field, isAbsent, known, unknown, type Unknown, type Value } from "../value";
import { composeServicesOf } from "./compose";
import { readEmbedded } from "./embedded";
import { readConfigurationText } from "./text";

/** A container of a Kubernetes workload, as far as Vault is concerned. */
export interface Container {
  readonly image: Value<string | undefined>;
  /** Its command and arguments as they are given; a script for `sh -c` is one text. */
  readonly commandLine: readonly Value<string | undefined>[];
  /** Whether both the command and the arguments are left to the image. */
  readonly runsImageDefault: boolean;
  /** Whether the command is left to the image, so that the arguments are its. */
  readonly runsImageCommand: boolean;
  /** Whether it ends before the pod's own containers start, or only looks into them. */
  readonly isAside: boolean;
  readonly environment: readonly Variable[];
  /** What keeps its variables from being known: the list of them, one of them, or the name of one. */
  readonly openVariables: readonly Unknown[];
  /** Everything that it is set to. */
  readonly settings: Value;
}

export interface Variable {
  readonly name: string;
  readonly value: Value;
}

/**
 * The containers of a Pod, StatefulSet, Deployment, DaemonSet, ReplicaSet, Job, CronJob, of another controller's kind that has pods as
 * these have, or of a Compose project; none of anything else.
 */
export function containersOf(resource: Resource): readonly Container[] {
  const containers = read.get(resource) ?? readContainers(resource);
  read.set(resource, containers);
  return containers;
}

/** Most rules about workloads ask for the same resource's. */
const read = new WeakMap<Resource, readonly Container[]>();

function readContainers(resource: Resource): Container[] {
  if (resource.type === composeType) return composeServicesOf(resource).map(readContainer);
  const podSpec = podSpecOf(resource);
  if (podSpec === undefined) return [];
  return ["containers", "initContainers", "ephemeralContainers"]
    .map((name) => [name, asList(field(podSpec, name))] as const)
    .flatMap(([name, containers]) =>
      containers.kind === "known"
        ? containers.value.map((each) => ({ ...readContainer(each), isAside: isAside(name, each) }))
        : [],
    );
}

/** One among those that prepare a pod stays where it always restarts (kubernetes.io, Sidecar Containers). */
function isAside(list: string, container: Value): boolean {
  if (list !== "initContainers") return list === "ephemeralContainers";
  const restarts = asText(field(container, "restartPolicy"));
  return restarts.kind === "known" && restarts.value !== "Always";
}

/** What its pods are made from: `spec` and `metadata`; undefined for what has no pods. */
export function podTemplateOf(resource: Resource): Value | undefined {
  const { group, kind } =
    /^kubernetes:(?<group>[^:/]+)\/\w+:(?<kind>\w+?)(?:Patch)?$/u.exec(resource.type)?.groups ?? {};
  if (group === undefined || kind === undefined) return undefined;
  if (kubernetesOwn.test(group)) {
    const path = entryOf(podTemplates, kind);
    return path === undefined ? undefined : input(resource, ...path);
  }
  return podless.test(group) ? undefined : othersPodTemplate(resource, kind);
}

/** Groups of Kubernetes' own API: their names have no dot, or end as those of its extensions do. */
const kubernetesOwn = /^[^.]+$|\.k8s\.io$/u;

/** Groups of others that have no pods: Prometheus's operator, cert-manager, Istio. */
const podless = /^(?:monitoring\.coreos\.com|(?:acme\.)?cert-manager\.io|\w+\.istio\.io)$/u;

/** Other controllers have the pods of their kinds where Kubernetes has its own: OpenKruise, Argo, Knative. */
function othersPodTemplate(resource: Resource, kind: string): Value | undefined {
  const template = input(resource, "spec", "template");
  const containers = field(template, "spec", "containers");
  // Of what is not known of a kind of somebody else's, only its name tells that it has pods.
  const hasPods = containers.kind === "unknown" ? /(?:Set|Deployment|Rollout)$/u.test(kind) : !isAbsent(containers);
  return hasPods ? template : undefined;
}

export function podSpecOf(resource: Resource): Value | undefined {
  const template = podTemplateOf(resource);
  return template === undefined ? undefined : field(template, "spec");
}

const podTemplates: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  StatefulSet: ["spec", "template"],
  Deployment: ["spec", "template"],
  DaemonSet: ["spec", "template"],
  ReplicaSet: ["spec", "template"],
  ReplicationController: ["spec", "template"],
  Job: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};

/** The words of a container's command line; quotes and separators end a word in a script as well as blanks do. */
export function wordsOf(container: Container): Value<string>[] {
  return container.commandLine.flatMap((text): Value<string>[] => {
    if (text.kind !== "known") return [text];
    const words = (text.value ?? "").split(/[\s;&|()'"`]+/u).filter((word) => word !== "");
    return words.map((word) => known(word, text.place));
  });
}

/**
 * The configurations that a workload gives to Vault: Vault's image writes `VAULT_LOCAL_CONFIG` into its configuration folder, as
 * OpenBao's does `BAO_LOCAL_CONFIG` (docker-entrypoint.sh), and a script can write one before it starts the server.
 */
export function readWorkload(resource: Resource): Value[] {
  return containersOf(resource).flatMap(({ environment, commandLine }) => [
    ...environment
      .filter(({ name }) => name === "VAULT_LOCAL_CONFIG" || name === "BAO_LOCAL_CONFIG")
      .flatMap(({ value }) => readConfigurationText(value) ?? [value]),
    ...commandLine.flatMap(readEmbedded),
  ]);
}

/** A container by the words that Kubernetes has for its settings. */
export function readContainer(container: Value): Container {
  const command = field(container, "command");
  const args = field(container, "args");
  return {
    image: asText(field(container, "image")),
    commandLine: [...textsOf(command), ...textsOf(args)],
    runsImageDefault: isAbsent(command) && isAbsent(args),
    runsImageCommand: isAbsent(command),
    isAside: false,
    environment: readEnvironment(field(container, "env")),
    openVariables: openVariablesIn(field(container, "env")),
    settings: container,
  };
}

function textsOf(list: Value): Value<string | undefined>[] {
  const items = asList(list);
  return items.kind === "known" ? items.value.map(asText) : [items];
}

function readEnvironment(list: Value): Variable[] {
  const items = asList(list);
  if (items.kind !== "known") return [];
  return items.value.flatMap((item) => {
    const name = asText(field(item, "name"));
    if (name.kind !== "known" || name.value === undefined) return [];
    const value = field(item, "value");
    const isElsewhere = isAbsent(value) && !isAbsent(field(item, "valueFrom"));
    return [{ name: name.value, value: isElsewhere ? unknown("stands outside the workload", value.place) : value }];
  });
}

function openVariablesIn(list: Value): Unknown[] {
  const items = asList(list);
  if (items.kind !== "known") return [asUnknown(items, "is a secret text")];
  return items.value.flatMap((item) => {
    if (item.kind === "unknown") return [item];
    const name = asText(field(item, "name"));
    return name.kind === "unknown" ? [name] : [];
  });
}
