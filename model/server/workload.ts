import { input, type Resource } from "../resource";
import { composeType } from "../file-types";
import { asList, asText, textOf } from "../scalars";
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

/** The containers of a Pod, StatefulSet, Deployment, DaemonSet, ReplicaSet, Job, CronJob or Compose project; none of anything else. */
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
    .map((name) => asList(field(podSpec, name)))
    .flatMap((containers) => (containers.kind === "known" ? containers.value.map(readContainer) : []));
}

/** What its pods are made from: `spec` and `metadata`; undefined for what has no pods. */
export function podTemplateOf(resource: Resource): Value | undefined {
  const kind = /^kubernetes:(?:apps|batch|core|extensions)\/\w+:(?<kind>\w+?)(?:Patch)?$/u.exec(resource.type)
    ?.groups?.["kind"];
  const path = kind === undefined ? undefined : podTemplates[kind];
  return path === undefined ? undefined : input(resource, ...path);
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

/** Whether the container runs Vault's own image (hashicorp/vault, vault-enterprise) or its command. */
export function runsVault(container: Container): boolean {
  return (
    hasVaultImage(container) ||
    wordsOf(container).some((word) => word.kind === "known" && /(?:^|\/)vault$/u.test(word.value))
  );
}

/** An image that is not known is Vault's where its container is called so. */
export function hasVaultImage({ image, settings }: Container): boolean {
  if (image.kind === "known") return /(?:^|\/)(?:vault|vault-enterprise)(?:[:@]|$)/u.test(image.value ?? "");
  return textOf(field(settings, "name")) === "vault";
}

/**
 * The commands of Vault's that a container runs: `server`, `agent`, `operator`. By the entry point of Vault's image the first argument
 * is one as well (docker-entrypoint.sh).
 */
export function vaultCommandsOf(container: Container): string[] {
  const words = wordsOf(container).map((word) => (word.kind === "known" ? word.value : ""));
  const isFirstOne = hasVaultImage(container) && container.runsImageCommand;
  return words.filter((word, index) => {
    const isArgument = index === 0 ? isFirstOne : /(?:^|\/)vault$/u.test(words[index - 1] ?? "");
    return isArgument && vaultCommands.has(word);
  });
}

/** command/commands.go */
const vaultCommands: ReadonlySet<string> = new Set([
  ...["agent", "audit", "auth", "debug", "delete", "events", "hcp", "kv", "lease", "list", "login", "monitor"],
  ...["namespace", "operator", "patch", "path-help", "pki", "plugin", "policy", "print", "proxy", "read", "secrets"],
  ...["server", "ssh", "status", "token", "transform", "transit", "unwrap", "version", "version-history", "write"],
]);

/** The words of a container's command line; quotes and separators end a word in a script as well as blanks do. */
export function wordsOf(container: Container): Value<string>[] {
  return container.commandLine.flatMap((text): Value<string>[] => {
    if (text.kind !== "known") return [text];
    const words = (text.value ?? "").split(/[\s;&|()'"`]+/u).filter((word) => word !== "");
    return words.map((word) => known(word, text.place));
  });
}

/**
 * The configurations that a workload gives to Vault: Vault's image writes `VAULT_LOCAL_CONFIG` into its configuration folder
 * (docker-entrypoint.sh), and a script can write one before it starts the server.
 */
export function readWorkload(resource: Resource): Value[] {
  return containersOf(resource).flatMap(({ environment, commandLine }) => [
    ...environment
      .filter(({ name }) => name === "VAULT_LOCAL_CONFIG")
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
