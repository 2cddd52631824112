import { anyOf, type Certainty } from "../certainty";
import { cloudInitType, composeType, environmentFileType, unitType } from "../file-types";
import type { Resource } from "../resource";
import { asText } from "../scalars";
import { foreignTexts } from "../server/embedded";
import { keysOf } from "../server/kubernetes-data";
import { containersOf, type Container } from "../server/workload";
import { known, leaves, type Value } from "../value";
import { openContainersOf } from "./containers";
import { isKubernetesData, mountedDataOf } from "./mounted-data";

/** A text that can be a script or the configuration of a program. */
export type Script = Value<string | undefined>;

/**
 * What the pods of a workload run: the command line of each container as one text, and the files that they have from ConfigMaps and
 * Secrets in the stack. What could be one of these and is not known stands among them.
 */
export function scriptsOf(manifest: Resource, resources: readonly Resource[]): Script[] {
  return [
    ...openContainersOf(manifest),
    ...containersOf(manifest).flatMap((container) => [...commandOf(container), ...environmentOf(container)]),
    ...mountedFilesOf(manifest, resources),
  ];
}

/** What programs are told by their environment; a value that stands elsewhere is none of these. */
function environmentOf({ environment }: Container): Script[] {
  return environment.map(({ value }) => asText(value)).filter(({ kind }) => kind !== "unknown");
}

/** The command line of a container as one text, and the parts of it that are not known or secret. */
export function commandOf({ commandLine }: Container): Script[] {
  const [first] = commandLine;
  if (first === undefined) return [];
  const words = commandLine.flatMap((part) => (part.kind === "known" ? [part.value ?? ""] : []));
  return [known(words.join(" "), first.place), ...commandLine.filter(({ kind }) => kind !== "known")];
}

/** The texts in a stack that stand for themselves: ConfigMaps, Secrets, units, what a machine starts with, files. */
export function textsIn(resources: readonly Resource[]): Script[] {
  return resources.flatMap((resource) => {
    if (isKubernetesData(resource)) return [...keysOf(resource)].map(([, text]) => asText(text));
    if (isOfMachine(resource)) return [...leaves(resource.inputs)].map(asText);
    return [...foreignTexts(resource), ...openScriptsOf(resource)].map(asText);
  });
}

/** What is not known of a resource of which the model knows nothing, and goes by the name of a script or a file. */
function openScriptsOf(resource: Resource): Value[] {
  if (/^(?:vault|kubernetes|pulumi|strongroom):/u.test(resource.type)) return [];
  return [...leaves(resource.inputs)].filter(
    ({ kind, place }) => kind === "unknown" && place.path.some((step) => scriptNames.test(String(step))),
  );
}

const scriptNames = /user_?data|script|content|startup|cloud_?init|command/iu;

/** What was read from a file that says what a machine or a container runs. */
export function isOfMachine({ type }: Resource): boolean {
  return [unitType, cloudInitType, composeType, environmentFileType].includes(type);
}

/** Whether a text says it; a secret one is asked without showing it. */
export function says(text: Script, pattern: RegExp): Certainty {
  if (text.kind === "secret") return text.matches(pattern);
  return text.kind === "unknown" ? text : pattern.test(text.value ?? "");
}

export function anySays(texts: readonly Script[], pattern: RegExp): Certainty {
  return anyOf(texts.map((text) => says(text, pattern)));
}

function mountedFilesOf(manifest: Resource, resources: readonly Resource[]): Script[] {
  return mountedDataOf(manifest, resources).flatMap((data) =>
    "kind" in data ? [data] : [...keysOf(data)].map(([, text]) => asText(text)),
  );
}
