import { isOpen } from "../certainty";
import { chartValuesType } from "../file-types";
import { openWorkloadsIn } from "../platform/containers";
import { isMountable, mounts } from "../platform/mounting";
import { runsServer, serversIn, serversOf, type ServerWorkload } from "../platform/servers";
import type { Resource } from "../resource";
import { field, isAbsent, type Unknown, type Value } from "../value";
import { keysOf } from "./kubernetes-data";
import { configurationsOf, isServer } from "./settings";
import { containersOf, type Container } from "./workload";

/** What servers start with: the parts of their configuration, and their environment, which wins over it. */
export interface ServerSetup {
  /** The resource that carries the configuration. */
  readonly resource: Resource;
  /** The files of the configuration, which Vault merges into one (command/server/config.go, Merge). */
  readonly parts: readonly Value[];
  /** Parts that are not known, or that Vault would refuse. */
  readonly open: readonly Unknown[];
  /** Whether it is enough to start with: a part of one can stand elsewhere, and then nothing is missing. */
  readonly isWhole: boolean;
  /** The workloads that run it, where they are known. */
  readonly workloads: readonly ServerWorkload[];
  /** The containers that run it. */
  readonly containers: readonly RunningContainer[];
  /** Why something that it lacks might be elsewhere all the same: another part, or a variable. */
  readonly undecided: readonly Undecided[];
}

export interface RunningContainer {
  readonly of: Resource;
  readonly container: Container;
}

/** A value that is not known, and the resource that it is of. */
export interface Undecided {
  readonly of: Resource;
  readonly value: Unknown;
}

/** What a resource alone starts servers with; undefined for one that carries no configuration of a server's. */
export function setupOf(resource: Resource): ServerSetup | undefined {
  return readSetup(resource, () => ({ workloads: serversOf(resource), beside: [], undecided: [] }));
}

/**
 * What the resources of a stack start servers with: a ConfigMap's or a Secret's configuration together with what else the workloads
 * mount that mount it.
 */
export function setupsIn(resources: readonly Resource[]): readonly ServerSetup[] {
  const setups = setupsOf.get(resources) ?? joinSetups(resources);
  setupsOf.set(resources, setups);
  return setups;
}

/** Several rules ask for the same stack's. */
const setupsOf = new WeakMap<readonly Resource[], readonly ServerSetup[]>();

function joinSetups(resources: readonly Resource[]): ServerSetup[] {
  const openPods = openWorkloadsIn(resources).map(({ manifest, open }) => ({ of: manifest, value: open }));
  return resources.flatMap((resource) => {
    const look = () => {
      const around = isMountable(resource) ? aroundMountable(resource, resources) : aroundWorkload(resource, resources);
      return { ...around, undecided: [...around.undecided, ...openPods] };
    };
    return readSetup(resource, look) ?? [];
  });
}

/** Whether what completes its configuration can be another object of a cluster. */
export function isInCluster({ type }: Resource): boolean {
  return type.startsWith("kubernetes:") || type === chartValuesType;
}

interface Around {
  readonly workloads: readonly ServerWorkload[];
  /** Other configurations that the workloads mount. */
  readonly beside: readonly Value[];
  readonly undecided: readonly Undecided[];
}

function aroundMountable(resource: Resource, resources: readonly Resource[]): Around {
  const joins = serversIn(resources).map((workload) => ({ workload, join: mounts(workload.manifest, resource) }));
  const holding = joins.filter(({ join }) => join.holds === true).map(({ workload }) => workload);
  const workloads = holding.filter((workload) => openStartOf(workload) === undefined);
  const others = besideIn(
    workloads,
    resources.filter((other) => other !== resource),
  );
  const open = joins.flatMap(({ join: { holds, of } }) => (isOpen(holds) ? [{ of, value: holds }] : []));
  const openStarts = holding.flatMap((workload) => {
    const value = openStartOf(workload);
    return value === undefined ? [] : [{ of: workload.manifest, value }];
  });
  return { ...others, undecided: [...open, ...openStarts, ...others.undecided] };
}

/** What keeps it open whether the workload runs a server at all: then it completes nothing for certain. */
function openStartOf({ manifest }: ServerWorkload): Unknown | undefined {
  const texts = containersOf(manifest).flatMap((container) => (runsServer(container) ? container.commandLine : []));
  return texts.find((text): text is Unknown => text.kind === "unknown");
}

function aroundWorkload(resource: Resource, resources: readonly Resource[]): Around {
  return besideIn(serversOf(resource), resources);
}

/** What else the workloads mount that is a configuration, or might be one. */
function besideIn(workloads: readonly ServerWorkload[], resources: readonly Resource[]): Around {
  const joins = resources
    .filter(isMountable)
    .flatMap((other) => workloads.map(({ manifest }) => ({ other, join: mounts(manifest, other) })));
  return {
    workloads,
    beside: joins.flatMap(({ other, join }) => (join.holds === true ? serverConfigurationsOf(other) : [])),
    undecided: joins.flatMap(({ other, join: { holds, of } }) => {
      if (holds === false) return [];
      const openTexts = [...keysOf(other)].flatMap(([, text]) =>
        text.kind === "unknown" ? [{ of: other, value: text }] : [],
      );
      const isConfiguration = isOpen(holds) && serverConfigurationsOf(other).length > 0;
      return isConfiguration ? [{ of, value: holds }, ...openTexts] : openTexts;
    }),
  };
}

function serverConfigurationsOf(resource: Resource): Value[] {
  return configurationsOf(resource).filter(isServer);
}

/** @param lookAround only where there is a configuration: most resources have none, and a stack is large */
function readSetup(resource: Resource, lookAround: () => Around): ServerSetup | undefined {
  const own = serverConfigurationsOf(resource);
  if (own.length === 0) return undefined;
  const { workloads, beside, undecided } = lookAround();
  const all = [...own, ...beside];
  const parts = all.filter(({ kind }) => kind !== "unknown");
  // A Compose project has containers and no workload.
  const running = workloads.length === 0 ? [resource] : workloads.map(({ manifest }) => manifest);
  return {
    resource,
    parts,
    open: all.filter((settings) => settings.kind === "unknown"),
    isWhole:
      own.some((part) => sets(part, "storage") || sets(part, "backend")) &&
      parts.some((part) => sets(part, "listener")),
    workloads,
    containers: running.flatMap((of) => containersOf(of).map((container) => ({ of, container }))).filter(isServing),
    undecided,
  };
}

function isServing({ container }: RunningContainer): boolean {
  return runsServer(container);
}

function sets(settings: Value, name: string): boolean {
  return settings.kind !== "unknown" && !isAbsent(field(settings, name));
}

/** The values that the parts of the configuration give one setting; none where no part does. */
export function settingsFor({ parts }: ServerSetup, name: string): Value[] {
  return parts.map((part) => field(part, name)).filter((value) => !isAbsent(value));
}

/** Where a setting stands that no part has. */
export function absentSetting({ parts, resource }: ServerSetup, name: string): Value {
  return field(parts[0] ?? resource.inputs, name);
}
