import { composeType } from "../../file-types";
import { input, type Resource } from "../../resource";
import { asBoolean, asList, asText } from "../../scalars";
import { keysOf } from "../../server/kubernetes-data";
import { containersOf, type Container } from "../../server/workload";
import { field, unknown, type Unknown, type Value } from "../../value";
import { openContainersOf } from "../containers";
import { kindOf, manifestsIn } from "../manifests";
import { dataCalled, namesOf } from "../mounted-data";
import { commandOf } from "../scripts";
import { mountsOf, volumesOf, type Volume } from "../volumes";
import { partOf, partOfFile, revealed, unscheduled, withFiles, type Program, type ScriptFile } from "./program";
import { remotesIn } from "./remotes";
import { comes } from "./schedule";
import { repeats, restores, takes } from "./taking";

/** The workloads of a stack, but for a Job, which runs once. */
export function workloadsIn(resources: readonly Resource[]): Program[] {
  return [
    ...manifestsIn(resources).filter((manifest) => kindOf(manifest) !== "Job"),
    ...resources.filter(({ type }) => type === composeType),
  ]
    .filter((manifest) => containersOf(manifest).length > 0 || kindOf(manifest) === "CronJob")
    .map((manifest) =>
      kindOf(manifest) === "CronJob" ? readCronJob(manifest, resources) : readLasting(manifest, resources),
    );
}

function readCronJob(manifest: Resource, resources: readonly Resource[]): Program {
  const schedule = asText(input(manifest, "spec", "schedule"));
  return {
    resource: manifest,
    repeats: true,
    ...scriptsIn(manifest, containersOf(manifest), resources),
    isSuspended: asBoolean(input(manifest, "spec", "suspend")),
    schedule,
    comes: comes(schedule),
  };
}

/**
 * What goes round in circles, or waits for a time itself. What it runs and is not known is most likely about something else, and what prepares a
 * pod runs once.
 */
function readLasting(manifest: Resource, resources: readonly Resource[]): Program {
  const { parts } = scriptsIn(
    manifest,
    containersOf(manifest).filter(({ isAside }) => !isAside),
    resources,
  );
  return { ...unscheduled(manifest), repeats: parts.some(({ run }) => repeats(run)), parts, open: [] };
}

/** The command lines of the containers, and the mounted files that they run. */
function scriptsIn(
  manifest: Resource,
  containers: readonly Container[],
  resources: readonly Resource[],
): Pick<Program, "parts" | "open"> {
  const mounted = mountedIn(manifest, resources);
  const remotes = mounted.flatMap(({ text }) => remotesIn(revealed(text) ?? ""));
  const variables = new Map([...remotes, ...containers.flatMap(variablesOf)]);
  const lines = containers.flatMap(commandOf);
  const files = mounted.map(({ text, names }): ScriptFile => ({ script: asText(text), names, variables }));
  const parts = withFiles(
    lines.flatMap((line) => partOf(line, variables) ?? []),
    files,
  );
  const byImage = containers.some(({ runsImageCommand }) => runsImageCommand)
    ? files
        .filter(({ script }) => parts.every((part) => part.script !== script))
        .flatMap((file) => partOfFile(file) ?? [])
    : [];
  return {
    parts,
    open: [
      ...openContainersOf(manifest),
      ...lines.filter((line) => line.kind === "unknown"),
      ...mounted.map(({ text }) => text).filter((text) => text.kind === "unknown"),
      ...byImage
        .filter(({ run }) => takes(run) || restores(run))
        .map(({ script }) => unknown("is run by the image or not at all", script.place)),
    ],
  };
}

/** One that is set and not known has a name all the same. */
function variablesOf({ environment, openVariables }: Container): [string, string | undefined][] {
  // Any of those that are not known could say that S3 is another's.
  const open: [string, string | undefined][] = openVariables.length > 0 ? [["AWS_ENDPOINT_URL", undefined]] : [];
  return [
    ...open,
    ...environment.map(({ name, value }): [string, string | undefined] => [name, revealed(asText(value))]),
  ];
}

interface MountedText {
  readonly text: Value;
  readonly names: readonly string[];
}

function mountedIn(manifest: Resource, resources: readonly Resource[]): MountedText[] {
  const volumes = volumesOf(manifest);
  if (volumes.kind !== "known") return [{ text: asOpen(volumes), names: [] }];
  return volumes.value.flatMap((volume) =>
    namesOf(volume)
      .flatMap((name) => dataCalled(name, manifest, resources))
      .flatMap((data): MountedText[] =>
        "kind" in data
          ? [{ text: data, names: [] }]
          : [...keysOf(data)].map(([key, text]) => ({ text, names: namesIn(volume, key, manifest) })),
      ),
  );
}

function asOpen(value: Value<unknown>): Unknown {
  return value.kind === "unknown" ? value : unknown("is a secret text", value.place);
}

/** The names that a key has as a file: its own, the one that the volume gives it, and the one under which a container has it alone. */
function namesIn({ name: volume, settings }: Volume, key: string, manifest: Resource): string[] {
  const items = asList(field(settings, "items"));
  const renamed = items.kind === "known" ? items.value.filter((item) => revealed(field(item, "key")) === key) : [];
  const mounts = containersOf(manifest).flatMap((container) => {
    const all = mountsOf(container.settings);
    return all.kind === "known" ? all.value : [];
  });
  const alone = mounts.filter(
    (mount) => revealed(mount.volume) === revealed(volume) && revealed(mount.subPath) === key,
  );
  return [key, ...renamed.map((item) => revealed(field(item, "path"))), ...alone.map((mount) => revealed(mount.path))]
    .filter((name) => name !== undefined)
    .map((name) => name.slice(name.lastIndexOf("/") + 1));
}
