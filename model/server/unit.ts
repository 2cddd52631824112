import type { Resource } from "../resource";
import { isText } from "../scalars";
import { isFields, isList, known, map, type Value } from "../value";

/** A unit's name, without the folders above it, and the machine's root or whatever folder the files are kept in. */
export interface UnitFile {
  /** `vault.service`; of a drop-in what it is for, which can be `vault-.service` for every unit whose name begins so. */
  readonly unit: string;
  readonly root: string;
  /** Of a drop-in its own name: `limits.conf`. */
  readonly dropIn?: string;
}

/** Where a file of systemd's stands: a unit, or a drop-in to one (systemd.unit). */
export function unitFileOf({ name }: Pick<Resource, "name">): UnitFile {
  const file = name.replaceAll("\\", "/");
  const { folder = "", unit, dropIn } = dropInPath.exec(file)?.groups ?? {};
  if (unit !== undefined && dropIn !== undefined) return { unit, root: rootOf(folder), dropIn };
  const end = file.lastIndexOf("/");
  return { unit: file.slice(end + 1), root: rootOf(file.slice(0, Math.max(end, 0))) };
}

const dropInPath = /^(?:(?<folder>.*)\/)?(?<unit>[^/]+)\.d\/(?<dropIn>[^/]+\.conf)$/u;

/** Without the folder where systemd looks for units on every machine (systemd.unit, Unit File Load Path). */
function rootOf(folder: string): string {
  return folder.replace(/(?:^|\/)(?:etc|run|usr\/local\/lib|usr\/lib|lib)\/systemd\/system$/u, "");
}

/** What counts in a unit: of each setting's values those since the last empty one, which takes back what was (systemd.syntax). */
export function inForce(unit: Value): Value {
  return eachMember(unit, (section) => eachMember(section, sinceEmpty));
}

function eachMember(value: Value, convert: (member: Value) => Value): Value {
  return map(value, (content, place) =>
    isFields(content) ? known(new Map([...content].map(([name, member]) => [name, convert(member)])), place) : value,
  );
}

function sinceEmpty(values: Value): Value {
  return map(values, (content, place) =>
    isList(content) ? known(content.slice(content.findLastIndex((item) => isText(item, "")) + 1), place) : values,
  );
}
