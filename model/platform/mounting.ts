import { anyOf, isOpen, type Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { asList, asText, asWord } from "../scalars";
import { field, type Value } from "../value";
import { inOneNamespace, joined, notRead, type Join } from "./join";
import { kindOf } from "./manifests";
import { volumesOf, type Volume } from "./volumes";

/** Whether an object holds data that pods can mount as files. */
export function isMountable({ type }: Resource): boolean {
  return /^kubernetes:core\/v1:(?:ConfigMap|Secret)(?:Patch)?$/u.test(type);
}

/** Whether a workload's pods have the contents of a ConfigMap or a Secret among their volumes. */
export function mounts(workload: Resource, mounted: Resource): Join {
  const volumes = volumesOf(workload);
  if (volumes.kind !== "known") return { holds: notRead(volumes), of: workload };
  const holds = anyOf(volumes.value.map((volume) => isOf(volume, mounted)));
  const name = asText(input(mounted, "metadata", "name"));
  return joined(inOneNamespace(workload, mounted), {
    holds,
    of: isOpen(holds) && name.kind !== "known" && holds.place === name.place ? mounted : workload,
  });
}

/** A volume can have them alone or among others (Kubernetes API, ProjectedVolumeSource). */
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
