import type { Resource } from "../resource";
import { asText } from "../scalars";
import type { Secret } from "../secret";
import { field, type Known } from "../value";
import { kindOf, manifestsIn } from "./manifests";

/** The objects of one kind in a stack, which can have thousands of others. */
export function manifestsOfKind(kind: string, resources: readonly Resource[]): readonly Resource[] {
  return indexOf(resources).get(kind)?.all ?? [];
}

/** Those of one kind that have a name, and those that could have it: theirs is not known, or secret. */
export function manifestsNamed(
  kind: string,
  name: Known<string | undefined> | Secret,
  resources: readonly Resource[],
): readonly Resource[] {
  const found = indexOf(resources).get(kind);
  return found === undefined ? [] : [...namesakesOf(name, found), ...found.unnamed];
}

function namesakesOf(name: Known<string | undefined> | Secret, { byName }: OfKind): readonly Resource[] {
  if (name.kind === "known") return byName.get(name.value ?? "") ?? [];
  return [...byName].flatMap(([text, namesakes]) => (name.is(text) ? namesakes : []));
}

interface OfKind {
  readonly all: Resource[];
  readonly byName: Map<string, Resource[]>;
  readonly unnamed: Resource[];
}

function indexOf(resources: readonly Resource[]): ReadonlyMap<string, OfKind> {
  const index = indexed.get(resources) ?? makeIndex(manifestsIn(resources));
  indexed.set(resources, index);
  return index;
}

const indexed = new WeakMap<readonly Resource[], ReadonlyMap<string, OfKind>>();

function makeIndex(manifests: readonly Resource[]): ReadonlyMap<string, OfKind> {
  const index = new Map<string, OfKind>();
  for (const manifest of manifests) {
    const kind = kindOf(manifest);
    if (kind === undefined) continue;
    const ofKind = index.get(kind) ?? { all: [], byName: new Map<string, Resource[]>(), unnamed: [] };
    index.set(kind, ofKind);
    ofKind.all.push(manifest);
    placeByName(manifest, ofKind);
  }
  return index;
}

function placeByName(manifest: Resource, { byName, unnamed }: OfKind): void {
  const name = asText(field(manifest.inputs, "metadata", "name"));
  if (name.kind !== "known") {
    unnamed.push(manifest);
    return;
  }
  const text = name.value ?? "";
  const namesakes = byName.get(text);
  if (namesakes === undefined) byName.set(text, [manifest]);
  else namesakes.push(manifest);
}
