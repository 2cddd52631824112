import path from "node:path";
import { kustomizationType } from "../files/kustomization";
import { input, type Resource } from "../resource";
import { asList, textOf } from "../scalars";
import { field, isAbsent, type Value } from "../value";

/** A file of Kustomize's, with the files that it names as they are called in the scan. */
export interface Kustomization {
  readonly resource: Resource;
  readonly file: string;
  /** Manifests, and the folders of other kustomizations. */
  readonly takes: ReadonlySet<string>;
  /** Files that say only what is different. */
  readonly patchFiles: readonly string[];
}

export function kustomizationsIn(resources: readonly Resource[]): Kustomization[] {
  return resources.flatMap((resource) => {
    if (resource.type !== kustomizationType || resource.position === undefined) return [];
    const { file } = resource.position;
    const named = (...values: readonly Value[]) => values.flatMap((value) => pathIn(value, file));
    const lists = ["resources", "bases"].flatMap((name) => itemsOf(resource, name));
    const patches = [...itemsOf(resource, "patches"), ...itemsOf(resource, "patchesJson6902")];
    return [
      {
        resource,
        file,
        takes: new Set(named(...lists)),
        patchFiles: named(
          ...patches.map((patch) => field(patch, "path")),
          ...itemsOf(resource, "patchesStrategicMerge"),
        ),
      },
    ];
  });
}

/** The items of one of its lists. */
export function itemsOf(resource: Resource, name: string): readonly Value[] {
  const list = asList(input(resource, name));
  return list.kind === "known" ? list.value.filter((item) => !isAbsent(item)) : [list];
}

/** A path as it is called from where the scan was started; none for what is no path, as a patch can stand there itself. */
export function pathIn(value: Value, file: string): string[] {
  const text = textOf(value);
  return text === undefined || text.includes("\n") ? [] : [path.join(path.dirname(file), text.replace(/\/+$/u, ""))];
}

/**
 * The kustomizations that change what a file declares, from the nearest on: as far as each is taken by exactly one. What several take
 * is something else in each of them.
 */
export function chainOf(file: string, all: readonly Kustomization[]): Kustomization[] {
  const [first, ...others] = takersOf(file, all);
  return first === undefined || others.length > 0 ? [] : upFrom(first, all);
}

/** A kustomization and those that take it, as above. */
export function upFrom(kustomization: Kustomization, all: readonly Kustomization[]): Kustomization[] {
  const chain = [kustomization];
  for (;;) {
    const [next, ...others] = takersOf(path.dirname(chain.at(-1)?.file ?? ""), all);
    if (next === undefined || others.length > 0 || chain.includes(next)) return chain;
    chain.push(next);
  }
}

/** Those that take a file, or the folder of a kustomization. */
export function takersOf(name: string, all: readonly Kustomization[]): Kustomization[] {
  const normal = path.normalize(name);
  return all.filter(({ takes }) => takes.has(normal));
}
