/** One place at which two values differ. A side that has nothing there is left out. */
export interface Difference {
  /** `environment.audit[file].filePath`: things in a list go by their name where they have one. */
  readonly path: string;
  readonly left?: unknown;
  readonly right?: unknown;
}

/** Where two environments' values differ, in the order in which they stand in the first; what only the second has comes after it. */
export function differences(left: unknown, right: unknown, path = ""): Difference[] {
  const byName = isNamed(left) && isNamed(right);
  const [inLeft, inRight] = [childrenOf(left, byName), childrenOf(right, byName)];
  if (inLeft === undefined || inRight === undefined || Array.isArray(left) !== Array.isArray(right)) {
    return sameScalar(left, right) ? [] : [difference(path, left, right)];
  }
  const steps = new Set([...inLeft.keys(), ...inRight.keys()]);
  return [...steps].flatMap((step) => differences(inLeft.get(step), inRight.get(step), joined(path, step)));
}

function difference(path: string, left: unknown, right: unknown): Difference {
  return { path, ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) };
}

/** An object with nothing in it is no value of its own: it is compared as the whole that it is. */
function sameScalar(left: unknown, right: unknown): boolean {
  return left === right || (isEmpty(left) && isEmpty(right));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** By key, by name, or by place in the list; undefined for what has nothing inside. */
function childrenOf(value: unknown, byName: boolean): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  return new Map(value.map((item: unknown, index) => [`[${byName ? (nameOf(item) ?? index) : index}]`, item]));
}

/** Whether each thing in a list has a name that no other has. */
function isNamed(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const names = value.map(nameOf);
  return !names.includes(undefined) && new Set(names).size === names.length;
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null || !("name" in item)) return undefined;
  return typeof item.name === "string" ? item.name : undefined;
}

function joined(path: string, step: string): string {
  return path === "" || step.startsWith("[") ? `${path}${step}` : `${path}.${step}`;
}
