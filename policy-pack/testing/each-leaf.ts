import type { Example, ExampleResource } from "../example";

/** An example with one of its values replaced, and where. */
export interface Changed {
  readonly at: string;
  readonly example: Example;
}

/** A value in an example; lists and objects count as values too. */
export interface Leaf {
  /** The resource's type and the path: `vault:index/audit:Audit options.file_path`. */
  readonly at: string;
  /** The name nearest to it: an item of a list goes by the list's. */
  readonly name: string;
  readonly value: unknown;
  /** Whether the example says which of its resources decides it: then it can turn out to be nothing else. */
  readonly isDecided: boolean;
  /** The example with another value in its place. */
  readonly replacedBy: (value: unknown) => Example;
}

/** What several examples have in common, so that it is looked at once: lists and objects, with where they stood. */
export type Seen = WeakMap<object, Set<string>>;

/** The example once for each value in it that `replace` gives another for. */
export function withEachLeaf(
  example: Example,
  replace: (value: unknown, name: string) => unknown,
  seen: Seen = new WeakMap(),
): Changed[] {
  return leavesOf(example, seen).flatMap(({ at, name, value, replacedBy }) => {
    const replacement = replace(value, name);
    return replacement === undefined ? [] : [{ at, example: replacedBy(replacement) }];
  });
}

/**
 * Every value in an example's resources and their providers, and in what the state has before a change.
 *
 * @param seen what earlier examples had: the same lists and objects at the same places are left out, and these are added
 */
export function leavesOf(example: Example, seen: Seen = new WeakMap()): Leaf[] {
  const { resources, before = [] } = example;
  return [
    ...resources.flatMap((resource, index) =>
      leavesIn(resource, resource.type, seen, (other) => ({
        ...example,
        resources: replaceAt(resources, index, other),
      })),
    ),
    ...before.flatMap((resource, index) =>
      leavesIn(resource, `before ${resource.type}`, seen, (other) => ({
        ...example,
        before: before.with(index, other),
      })),
    ),
  ];
}

function leavesIn(
  resource: ExampleResource,
  owner: string,
  seen: Seen,
  put: (other: ExampleResource) => Example,
): Leaf[] {
  const isNew = (data: object, path: string) => isFirstSeen(seen, data, `${owner} ${resource.name ?? ""} ${path}`);
  return [
    ...inData(resource.props, "", "props", isNew).map((leaf) => ({
      ...placed(leaf, owner, (props) => put({ ...resource, props })),
      isDecided: (leaf.path.split(".")[0] ?? "") in (resource.decidedBy ?? {}),
    })),
    ...inData(resource.provider ?? {}, "", "provider", isNew).map((leaf) =>
      placed(leaf, `${owner} provider`, (provider) => put({ ...resource, provider })),
    ),
  ];
}

type Data = Readonly<Record<string, unknown>>;

interface DataLeaf {
  readonly path: string;
  readonly name: string;
  readonly value: unknown;
  readonly put: (value: unknown) => Data;
}

function placed({ path, name, value, put }: DataLeaf, owner: string, replace: (data: Data) => Example): Leaf {
  return { at: `${owner} ${path}`, name, value, isDecided: false, replacedBy: (other) => replace(put(other)) };
}

function isFirstSeen(seen: Seen, data: object, place: string): boolean {
  const places = seen.get(data) ?? new Set();
  seen.set(data, places);
  return places.size !== places.add(place).size;
}

function inData(
  data: object,
  listName: string,
  place: string,
  isNew: (data: object, place: string) => boolean,
): DataLeaf[] {
  if (!isNew(data, place)) return [];
  const isList = Array.isArray(data);
  return Object.entries(data).flatMap(([key, value]: [string, unknown]) => {
    const name = isList ? listName : key;
    const put = (other: unknown): Data => ({ ...data, [key]: other });
    const inside = typeof value === "object" && value !== null ? inData(value, name, `${place}.${key}`, isNew) : [];
    const deeper = inside.map((leaf) => ({
      ...leaf,
      path: `${key}.${leaf.path}`,
      put: (other: unknown) => {
        const changed = leaf.put(other);
        return put(Array.isArray(value) ? Object.values(changed) : changed);
      },
    }));
    return [{ path: key, name, value, put }, ...deeper];
  });
}

function replaceAt<T>(items: readonly [T, ...T[]], index: number, item: T): [T, ...T[]] {
  const [first, ...rest] = items;
  return index === 0 ? [item, ...rest] : [first, ...rest.map((each, at) => (at === index - 1 ? item : each))];
}
