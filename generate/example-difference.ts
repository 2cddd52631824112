import type { Example, ExampleResource } from "../policy-pack/example";
import { hardenedVault } from "../policy-pack/hardened";

/** An example in two parts: what stands in it alone, and in what it differs from the hardened Vault that many examples are made of. */
export interface ShownExample {
  readonly own: readonly ExampleResource[];
  /** Lines: `StatefulSet "servers": spec.replicas is 2`. Undefined for an example that has nothing to do with the hardened Vault. */
  readonly differences: readonly string[] | undefined;
}

/** Splits an example, so that its page shows what it is about. */
export function shownExample({ resources }: Pick<Example, "resources">): ShownExample {
  const parts = hardenedVault();
  const isPart = (resource: ExampleResource) => parts.some((part) => isSamePart(part, resource));
  // A part or two by themselves are the example.
  if (resources.filter(isPart).length < 3) return { own: resources, differences: undefined };
  const changed = resources.flatMap((resource) => {
    const part = parts.find((each) => isSamePart(each, resource));
    return part === undefined ? [] : differing(part.props, resource.props, "").map((line) => `${title(part)}: ${line}`);
  });
  const missing = parts.filter((part) => !resources.some((resource) => isSamePart(part, resource)));
  return {
    own: resources.filter((resource) => !isPart(resource)),
    differences: [...changed, ...missing.map((part) => `${title(part)} is left out`)],
  };
}

function isSamePart(part: ExampleResource, resource: ExampleResource): boolean {
  return part.type === resource.type && part.name === resource.name;
}

function title({ type, name = "example" }: ExampleResource): string {
  return `${type.split(":").at(-1) ?? type} "${name}"`;
}

function differing(before: unknown, after: unknown, path: string): string[] {
  if (before === after) return [];
  if (!isContainer(before) || !isContainer(after) || isList(before) !== isList(after)) {
    return [`${path} ${after === undefined ? "is left out" : `is ${JSON.stringify(after)}`}`];
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    differing(Reflect.get(before, name), Reflect.get(after, name), within(path, name, isList(after))),
  );
}

function within(path: string, name: string, inList: boolean): string {
  if (inList) return `${path}[${name}]`;
  if (!/^[A-Za-z_]\w*$/u.test(name)) return `${path}["${name}"]`;
  return path === "" ? name : `${path}.${name}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}
