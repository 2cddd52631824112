import path from "node:path";
import { configurationFileType } from "../file-types";
import { serversIn, serversOf } from "../platform/servers";
import { input, type Resource } from "../resource";
import { textOf } from "../scalars";
import { field, isAbsent } from "../value";
import { configurationFilesIn, generated } from "./generate";
import { chainOf, itemsOf, kustomizationsIn, takersOf, upFrom, type Kustomization } from "./kustomization";
import { hasTransformers, transformed } from "./transform";

/** What stands in files after Kustomize, as far as it is applied here. */
export interface Kustomized {
  readonly resources: readonly Resource[];
  readonly unapplied: readonly Unapplied[];
}

/** What a kustomization does that is not applied here. */
export interface Unapplied {
  readonly kustomization: Resource;
  /** The fields that say it. */
  readonly fields: readonly string[];
  /** Whether it may change Vault's servers, or what they use. */
  readonly concernsVault: boolean;
}

/**
 * Applies what is simple in kustomizations (`namespace`, `images`, `replicas`, ConfigMaps and Secrets that they generate) to what is read
 * with them. Patches are no manifests: they are left out, and said not to be applied.
 */
export function kustomized(resources: readonly Resource[]): Kustomized {
  const all = kustomizationsIn(resources);
  if (all.length === 0) return { resources, unapplied: [] };
  const patchFiles = new Set(all.flatMap((each) => each.patchFiles));
  const isPatch = (resource: Resource) => {
    const file = fileOf(resource);
    return patchFiles.has(file) && takersOf(file, all).length === 0;
  };
  const whole = resources.filter((resource) => !isPatch(resource));
  const configurations = configurationFilesIn(whole);
  const made = all.map((each) => ({ each, ...generated(each, configurations) }));
  const inside = new Set(made.flatMap(({ files }) => files));
  const changed = [
    ...whole
      .filter((resource) => resource.type !== configurationFileType || !inside.has(fileOf(resource)))
      .map((resource) => changedBy(chainOf(fileOf(resource), all), resource)),
    ...made.flatMap(({ each, resources: own }) => own.map((resource) => changedBy(upFrom(each, all), resource))),
  ];
  const patches = resources.filter(isPatch);
  return { resources: changed, unapplied: all.flatMap((each) => unappliedOf(each, { all, changed, patches })) };
}

function fileOf({ position }: Resource): string {
  return path.normalize(position?.file ?? "");
}

function changedBy(chain: readonly Kustomization[], resource: Resource): Resource {
  return chain.reduce(transformed, resource);
}

interface Scan {
  readonly all: readonly Kustomization[];
  readonly changed: readonly Resource[];
  readonly patches: readonly Resource[];
}

const patchFields = ["patches", "patchesStrategicMerge", "patchesJson6902"] as const;
/** A certificate has names of Services, and a configuration those of pods: Kustomize changes neither with the objects' own. */
const nameFields = ["namePrefix", "nameSuffix"] as const;
const otherFields = ["components", "replacements", "transformers", "vars", "generators"] as const;

function unappliedOf(kustomization: Kustomization, scan: Scan): Unapplied[] {
  const { resource, takes } = kustomization;
  const isGiven = (name: string) => !isAbsent(input(resource, name)) && itemsOf(resource, name).length > 0;
  // What several take is different in each.
  const isShared = hasTransformers(kustomization) && [...takes].some((name) => takersOf(name, scan.all).length > 1);
  const others = [
    ...otherFields.filter(isGiven),
    ...nameFields.filter((name) => (textOf(input(resource, name)) ?? "") !== ""),
    ...(isShared ? ["namespace", "images", "replicas"].filter((name) => !isAbsent(input(resource, name))) : []),
  ];
  const patches = patchFields.filter(isGiven);
  const fields = [...patches, ...others];
  if (fields.length === 0) return [];
  const hasServers = serversIn(scan.changed).length > 0;
  const concernsVault =
    (others.length > 0 && (hasServers || mentionsVault(kustomization.file))) ||
    (patches.length > 0 && patchesVault(kustomization, scan));
  return [{ kustomization: resource, fields, concernsVault }];
}

/** By what a patch is for, and by what stands in it. */
function patchesVault({ resource, patchFiles }: Kustomization, { changed, patches }: Scan): boolean {
  const servers = serversIn(changed).map(({ manifest, kind }) => ({ kind, name: nameOf(manifest) }));
  const isServers = (kind: string | undefined, name: string | undefined) =>
    servers.some((server) => (kind ?? server.kind) === server.kind && isNamed(name, server.name)) ||
    mentionsVault(name);
  const inFiles = patches.filter((patch) => patchFiles.includes(fileOf(patch)));
  const inline = patchFields.flatMap((name) => itemsOf(resource, name));
  return (
    patchFiles.some(mentionsVault) ||
    inFiles.some((patch) => serversOf(patch).length > 0 || isServers(kindIn(patch), nameOf(patch))) ||
    inline.some((patch) => {
      const target = field(patch, "target");
      const isTargeted = !isAbsent(target) && isServers(textOf(field(target, "kind")), textOf(field(target, "name")));
      return isTargeted || mentionsVault(textOf(field(patch, "patch")) ?? textOf(patch));
    })
  );
}

function kindIn(patch: Resource): string | undefined {
  return textOf(input(patch, "kind"));
}

function nameOf(manifest: Resource): string | undefined {
  return textOf(field(manifest.inputs, "metadata", "name"));
}

/** A target's name is a pattern, and what is not said is any. */
function isNamed(target: string | undefined, name: string | undefined): boolean {
  return target === undefined || name === undefined || !/^[\w.-]+$/u.test(target) || target === name;
}

function mentionsVault(text: string | undefined): boolean {
  return text !== undefined && /vault|\bbao|openbao/iu.test(text);
}
