import { unitType } from "../file-types";
import type { Resource } from "../resource";
import { asList } from "../scalars";
import { isFields, known, map, type Value } from "../value";
import { unitFileOf } from "./unit";

/**
 * The same resources, each unit of systemd's with what its drop-ins say, as systemd reads them (systemd.unit). A drop-in to a unit that
 * is not there, or to one of several that stand elsewhere, stays by itself.
 */
export function withDropIns(resources: readonly Resource[]): readonly Resource[] {
  const files = resources.filter(({ type }) => type === unitType);
  const dropIns = files.filter((file) => unitFileOf(file).dropIn !== undefined);
  if (dropIns.length === 0) return resources;
  const units = files.filter((file) => unitFileOf(file).dropIn === undefined);
  const taken = new Set<Resource>();
  const changed = new Map(
    units.map((unit) => {
      const own = dropIns.filter((dropIn) => isFor(dropIn, unit, units));
      for (const dropIn of own) taken.add(dropIn);
      return [unit, inOrder(own, unit).reduce(withDropIn, unit)];
    }),
  );
  return resources.filter((resource) => !taken.has(resource)).map((resource) => changed.get(resource) ?? resource);
}

/** Of units with one name, it is for that of its own machine. */
function isFor(dropIn: Resource, unit: Resource, units: readonly Resource[]): boolean {
  const { unit: name, root } = unitFileOf(dropIn);
  const named = units.filter((each) => namesOf(each).includes(name));
  const isBeside = (each: Resource) => unitFileOf(each).root === root;
  return named.includes(unit) && (named.some(isBeside) ? isBeside(unit) : named.length === 1);
}

/** Every name by which drop-ins can be a unit's, its own first: its template's, and its own up to each dash. */
function namesOf(resource: Resource): readonly string[] {
  const { unit } = unitFileOf(resource);
  const { base = unit, type = "" } = /^(?<base>.+)(?<type>\.[a-z]+)$/u.exec(unit)?.groups ?? {};
  const beginnings = [...base.matchAll(/@(?=.)|-(?=.)/gu)].map(({ index }) => base.slice(0, index + 1));
  return [unit, ...beginnings.toReversed().map((beginning) => beginning + type)];
}

/** By their own names, whatever folders they are in. Of two that are called alike the nearer one counts, and the administrator's. */
function inOrder(dropIns: readonly Resource[], unit: Resource): readonly Resource[] {
  const names = namesOf(unit);
  const distance = (dropIn: Resource) =>
    2 * names.indexOf(unitFileOf(dropIn).unit) + (/(?:^|\/)etc\//u.test(dropIn.name) ? 0 : 1);
  const farthestFirst = [...dropIns].sort((left, right) => distance(right) - distance(left));
  const byName = new Map(farthestFirst.map((dropIn) => [unitFileOf(dropIn).dropIn ?? "", dropIn]));
  return [...byName].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, dropIn]) => dropIn);
}

/** Sections, and the settings in each: a repeated setting comes after what was there. */
function withDropIn(unit: Resource, dropIn: Resource): Resource {
  const section = (before: Value, after: Value) => merged(before, after, appended);
  return { ...unit, inputs: merged(unit.inputs, dropIn.inputs, section) };
}

function merged(before: Value, after: Value, both: (before: Value, after: Value) => Value): Value {
  return map(before, (first, place) =>
    map(after, (second) => {
      if (!isFields(first)) return after;
      if (!isFields(second)) return before;
      const shared = [...second].map(([name, value]) => {
        const other = first.get(name);
        return [name, other === undefined ? value : both(other, value)] as const;
      });
      return known(new Map([...first, ...shared]), place);
    }),
  );
}

function appended(before: Value, after: Value): Value {
  return map(asList(before), (first, place) => map(asList(after), (second) => known([...first, ...second], place)));
}
