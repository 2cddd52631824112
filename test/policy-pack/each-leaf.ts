import type { Example, ExampleResource } from "../../policy-pack/example";

/** An example with one of its values replaced, and where. */
export interface Changed {
  readonly at: string;
  readonly example: Example;
}

/** The example once for each value in it that `replace` gives another for; lists and objects count as values too. */
export function withEachLeaf(example: Example, replace: (value: unknown, name: string) => unknown): Changed[] {
  return example.resources.flatMap((resource, index) =>
    changedResources(resource, replace).map(({ at, data }) => ({
      at: `${resource.type} ${at}`,
      example: { ...example, resources: replaceAt(example.resources, index, { ...resource, ...data }) },
    })),
  );
}

interface ChangedData {
  readonly at: string;
  readonly data: Record<string, unknown>;
}

function changedResources(
  resource: ExampleResource,
  replace: (value: unknown, name: string) => unknown,
): ChangedData[] {
  return [
    ...changeEach(resource.props, replace).map(({ at, data }) => ({ at, data: { props: data } })),
    ...changeEach(resource.provider ?? {}, replace).map(({ at, data }) => ({
      at: `provider.${at}`,
      data: { provider: data },
    })),
  ];
}

function changeEach(data: object, replace: (value: unknown, name: string) => unknown): ChangedData[] {
  return Object.entries(data).flatMap(([name, value]: [string, unknown]) => {
    const put = (replacement: unknown): Record<string, unknown> => ({ ...data, [name]: replacement });
    const replacement = replace(value, name);
    const inside = typeof value === "object" && value !== null ? changeEach(value, replace) : [];
    return [
      ...(replacement === undefined ? [] : [{ at: name, data: put(replacement) }]),
      ...inside.map(({ at, data: changed }) => ({
        at: `${name}.${at}`,
        data: put(Array.isArray(value) ? Object.values(changed) : changed),
      })),
    ];
  });
}

function replaceAt<T>(items: readonly [T, ...T[]], index: number, item: T): [T, ...T[]] {
  const [first, ...rest] = items;
  return index === 0 ? [item, ...rest] : [first, ...rest.map((each, at) => (at === index - 1 ? item : each))];
}
