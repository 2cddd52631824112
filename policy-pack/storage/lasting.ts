import { chartValuesType, composeType } from "../../model/file-types";
import { mountOfPath, volumeOf, volumesOf } from "../../model/platform/volumes";
import type { Resource } from "../../model/resource";
import { settingOf, variableFor, type ServerVariable } from "../../model/server/environment";
import type { ServerSetup } from "../../model/server/setup";
import { storageSetting, type Storage } from "../../model/server/storage";
import { subjectOf } from "../../model/subject";
import { isAbsent, type Value } from "../../model/value";
import { undecided } from "../missing";
import { demand, notEvaluated, show, violation, type Outcome, type Requirement } from "../outcome";

/** That storage outlives a server, and how to have it so where this one runs. */
export function lastingAt(resource: Resource): Required<Pick<Requirement, "must" | "fix">> {
  return {
    must: "keep what it stores when a server or its pod goes",
    fix: `use storage "raft", its path on ${placeFor(resource)}`,
  };
}

function placeFor({ type, madeBy }: Resource): string {
  if (type === composeType || type.startsWith("docker:")) return "a named volume";
  const isChart = madeBy !== undefined || type === chartValuesType || /^kubernetes:helm\./u.test(type);
  if (isChart) return "a PersistentVolumeClaim (server.dataStorage.enabled in the official chart)";
  return type.startsWith("kubernetes:") ? "a PersistentVolumeClaim" : "a disk or volume that outlives the server";
}

/** Whether the path of raft storage is one that outlives the servers' pods. */
export function judgePath(setup: ServerSetup, storage: Storage): Outcome[] {
  const variable = variableFor(setup, "VAULT_RAFT_PATH");
  const inFile = settingOf(setup, storageSetting(storage, "path"));
  const path = isAbsent(variable.value) ? inFile : variable;
  const [open] = setup.undecided;
  if (open !== undefined) return [undecided(open, lastingAt(setup.resource))];
  if (path.value.kind === "unknown")
    return [notEvaluated(path.value, { ...lastingAt(path.of), subject: subjectOf(path.of) })];
  return setup.containers.flatMap(({ of, container: { settings } }) =>
    judgeMount(of, mountOfPath(settings, path.value), path),
  );
}

function judgeMount(manifest: Resource, mount: ReturnType<typeof mountOfPath>, path: ServerVariable): Outcome[] {
  const inWorkload = { ...lastingAt(manifest), subject: subjectOf(manifest) };
  if (mount === undefined) {
    return [
      violation(
        path.value,
        { ...lastingAt(path.of), subject: subjectOf(path.of) },
        manifest.type === composeType ? "the container's own files" : `the own files of ${subjectOf(manifest)}`,
      ),
    ];
  }
  if ("kind" in mount) return [notEvaluated(mount, inWorkload)];
  const volume = volumeOf(mount, volumesOf(manifest));
  if (volume === undefined) return [violation(mount.volume, inWorkload, "a volume that the pods do not have")];
  return "kind" in volume ? [notEvaluated(volume, inWorkload)] : judgeSource(volume.source, inWorkload);
}

/** Those that go with the pod, or only show what they are made from. A volume without a source is an emptyDir. */
const passing = [
  "emptyDir",
  "tmpfs",
  "anonymous",
  "ephemeral",
  "configMap",
  "secret",
  "projected",
  "downwardAPI",
  "image",
  "gitRepo",
];

function judgeSource(source: Value<string | undefined>, requirement: { must: string; subject: string }): Outcome[] {
  const isLasting = (type: string | undefined) => type !== undefined && !passing.includes(type);
  return demand(source, requirement, { known: isLasting, secret: () => false }).map((outcome) => ({
    ...outcome,
    found: source.kind === "known" ? `a volume of type ${source.value ?? "emptyDir"}` : show(source),
  }));
}
