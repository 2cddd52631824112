import { chartValuesType } from "../file-types";
import { allOf, anyOf, isOpen, type Certainty } from "../certainty";
import { openContainersOf, variableOf } from "../platform/containers";
import { inOneNamespace, notRead } from "../platform/join";
import { kindOf, manifestsIn } from "../platform/manifests";
import { runsServer, serversIn, serversOf, type ServerWorkload } from "../platform/servers";
import { volumesOf, type Volume } from "../platform/volumes";
import { input, type Resource } from "../resource";
import { asList, asText, asWord } from "../scalars";
import { field, isAbsent, known, unknown, type Unknown, type Value } from "../value";
import { keysOf } from "./kubernetes-data";
import { configurationsOf, isServer } from "./settings";
import { containersOf, type Container } from "./workload";

/** What servers start with: the parts of their configuration, and their environment, which wins over it. */
export interface ServerSetup {
  /** The resource that carries the configuration, or the part of it that makes servers start. */
  readonly resource: Resource;
  /** Its files, which Vault merges into one (command/server/config.go, Merge). */
  readonly parts: readonly Value[];
  /** Parts that are not known, or that Vault would refuse. */
  readonly open: readonly Unknown[];
  /** What could complete it, as far as is known, and what could set a variable for it. */
  readonly undecided: readonly Unknown[];
  /** Whether it is enough to start with: a part of it can stand elsewhere, and then nothing is missing. */
  readonly isWhole: boolean;
  /** The workloads that run it, where they are known. */
  readonly workloads: readonly ServerWorkload[];
  /** The containers that run it. */
  readonly containers: readonly Container[];
}

/** What a resource alone starts servers with; undefined for one that carries no configuration of a server's. */
export function setupOf(resource: Resource): ServerSetup | undefined {
  return readSetup(resource, { workloads: serversOf(resource), beside: [], undecided: [] });
}

/**
 * What the resources of a stack start servers with: a ConfigMap's or a Secret's configuration together with what else the workloads
 * mount that mount it.
 */
export function setupsIn(resources: readonly Resource[]): ServerSetup[] {
  const openPods = manifestsIn(resources).flatMap(openContainersOf);
  return resources.flatMap((resource) => {
    const around = aroundOf(resource, resources);
    return readSetup(resource, { ...around, undecided: [...around.undecided, ...openPods] }) ?? [];
  });
}

interface Around {
  readonly workloads: readonly ServerWorkload[];
  /** Other configurations that the workloads mount. */
  readonly beside: readonly Value[];
  readonly undecided: readonly Unknown[];
}

function aroundOf(resource: Resource, resources: readonly Resource[]): Around {
  const all = isMountable(resource) ? serversIn(resources) : serversOf(resource);
  const joins = all.map((workload) => {
    return { workload, holds: isMountable(resource) ? mounts(workload.manifest, resource) : true };
  });
  const workloads = joins.filter(({ holds }) => holds === true).map(({ workload }) => workload);
  const others = resources
    .filter((other) => other !== resource && isMountable(other))
    .map((other) => ({ other, holds: anyOf(workloads.map(({ manifest }) => mounts(manifest, other))) }))
    .filter(({ holds }) => holds !== false)
    .map(({ other, holds }) => ({ holds, ...textsOf(other) }));
  return {
    workloads,
    beside: others.filter(({ holds }) => holds === true).flatMap(({ configurations }) => configurations),
    undecided: [
      ...joins.map(({ holds }) => holds).filter(isOpen),
      ...others
        .filter(({ configurations }) => configurations.length > 0)
        .map(({ holds }) => holds)
        .filter(isOpen),
      ...others.flatMap(({ open }) => open),
    ],
  };
}

function textsOf(mountable: Resource) {
  return {
    configurations: configurationsOf(mountable).filter(isServer),
    open: [...keysOf(mountable)].flatMap(([, text]) => (text.kind === "unknown" ? [text] : [])),
  };
}

function readSetup(resource: Resource, { workloads, beside, undecided }: Around): ServerSetup | undefined {
  const own = configurationsOf(resource).filter(isServer);
  if (own.length === 0) return undefined;
  const all = [...own, ...beside];
  const parts = all.filter(({ kind }) => kind !== "unknown");
  const sets = (settings: Value, name: string) => !isAbsent(field(settings, name));
  // A Compose project has containers and no workload.
  const running = workloads.length === 0 ? [resource] : workloads.map(({ manifest }) => manifest);
  const hasStorage = own.some((part) => part.kind !== "unknown" && (sets(part, "storage") || sets(part, "backend")));
  return {
    resource,
    parts,
    open: all.filter((settings) => settings.kind === "unknown"),
    undecided,
    isWhole: hasStorage && parts.some((part) => sets(part, "listener")),
    workloads,
    containers: running.flatMap(containersOf).filter(runsServer),
  };
}

/** Whether what completes its configuration can be another object of a cluster. */
export function isInCluster({ type }: Resource): boolean {
  return type.startsWith("kubernetes:") || type === chartValuesType;
}

/** Whether its configuration reaches servers only through a workload that mounts it. */
function isMountable(resource: Resource): boolean {
  return /^kubernetes:core\/v1:(?:ConfigMap|Secret)(?:Patch)?$/u.test(resource.type);
}

function mounts(workload: Resource, mounted: Resource): Certainty {
  const volumes = volumesOf(workload);
  if (volumes.kind !== "known") return notRead(volumes);
  return allOf([inOneNamespace(workload, mounted).holds, anyOf(volumes.value.map((volume) => isOf(volume, mounted)))]);
}

/** Whether a volume has the contents of a ConfigMap or a Secret, alone or among others (Kubernetes API, ProjectedVolumeSource). */
function isOf({ source, settings }: Volume, mounted: Resource): Certainty {
  const isSecret = kindOf(mounted)?.startsWith("Secret") === true;
  const kind = isSecret ? "secret" : "configMap";
  if (source.kind !== "known") return notRead(source);
  if (source.value === kind) return isNameOf(field(settings, isSecret ? "secretName" : "name"), mounted);
  if (source.value !== "projected") return false;
  const sources = asList(field(settings, "sources"));
  if (sources.kind !== "known") return notRead(sources);
  return anyOf(sources.value.map((each) => isNameOf(field(each, kind, "name"), mounted)));
}

/** What Kubernetes calls `secret` holds the name of one, which is none itself. */
function isNameOf(value: Value, mounted: Resource): Certainty {
  const [wanted, name] = [asWord(asText(value)), asText(input(mounted, "metadata", "name"))];
  if (wanted.kind !== "known") return notRead(wanted);
  if (wanted.value === undefined) return false;
  return name.kind === "known" ? wanted.value === name.value : notRead(name);
}

/** What the environment of the servers sets a variable to: not known where it could be set by something that is not known. */
export function variableFor({ containers, resource }: ServerSetup, name: string): Value<string | undefined> {
  const values = containers.map(({ settings }) => variableIn(settings, name));
  const absent = known(undefined, resource.inputs.place);
  return values.find((value) => !isAbsent(value)) ?? values[0] ?? absent;
}

function variableIn(container: Value, name: string): Value<string | undefined> {
  const value = variableOf(container, name);
  const elsewhere = field(container, "envFrom");
  return isAbsent(value) && !isAbsent(elsewhere) ? unknown("can stand outside the workload", elsewhere.place) : value;
}

/** The values that the parts of the configuration give one setting; none where no part does. */
export function settingsFor({ parts }: ServerSetup, name: string): Value[] {
  return parts.map((part) => field(part, name)).filter((value) => !isAbsent(value));
}

/** Where a setting stands that no part has. */
export function absentSetting({ parts, resource }: ServerSetup, name: string): Value {
  return field(parts[0] ?? resource.inputs, name);
}
