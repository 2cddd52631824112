import { asList, asText } from "../scalars";
import { asUnknown, field, isAbsent, isFields, known, map, unknown, type Value } from "../value";

/** Where a service of a Compose project has a volume. */
export interface ComposeMount {
  /** What tells the volume from the project's others: where the service names it. */
  readonly volume: string;
  /** As Compose calls it; an anonymous volume is a new one for each container that is made. */
  readonly source: "volume" | "bind" | "anonymous" | "tmpfs";
  readonly path: Value<string | undefined>;
  readonly isReadOnly: Value;
}

/** What a service mounts (Compose specification, services, volumes and tmpfs). */
export function composeMountsOf(service: Value): Value<readonly ComposeMount[]> {
  const volumes = asList(field(service, "volumes"));
  const tmpfs = field(service, "tmpfs");
  const inMemory =
    tmpfs.kind === "known" && typeof tmpfs.value === "string" ? known([tmpfs], tmpfs.place) : asList(tmpfs);
  if (volumes.kind !== "known") return asUnknown(volumes, "is a secret text");
  if (inMemory.kind !== "known") return asUnknown(inMemory, "is a secret text");
  const mounts = [...volumes.value.map(readMount), ...inMemory.value.map(readInMemory)];
  return known(mounts, volumes.place);
}

function readMount(mount: Value): ComposeMount {
  const volume = mount.place.path.join(".");
  if (mount.kind === "known" && isFields(mount.value)) {
    const isReadOnly = field(mount, "read_only");
    return { volume, source: sourceOf(mount), path: pathOf(asText(field(mount, "target"))), isReadOnly };
  }
  const text = asText(mount);
  if (text.kind !== "known") {
    const open = asUnknown(text, "is a secret text");
    return { volume, source: "bind", path: open, isReadOnly: open };
  }
  const { place } = text;
  const parts = partsOf(text.value ?? "");
  // `[SOURCE:]TARGET[:MODE]`; a source can be a path as well.
  const target = parts.findLastIndex((part) => part.startsWith("/"));
  return {
    volume,
    source: target === 0 ? "anonymous" : isPath(parts[0] ?? "") ? "bind" : "volume",
    path: pathOf(known(parts[target] ?? text.value, place)),
    isReadOnly: known(
      parts.slice(target + 1).some((mode) => mode.split(",").includes("ro")),
      place,
    ),
  };
}

/** Without a source, a volume is a new one for each container. */
function sourceOf(mount: Value): ComposeMount["source"] {
  const type = asText(field(mount, "type"));
  if (type.kind === "known" && type.value === "tmpfs") return "tmpfs";
  if (type.kind === "known" && type.value === "bind") return "bind";
  return isAbsent(field(mount, "source")) ? "anonymous" : "volume";
}

function readInMemory(mount: Value): ComposeMount {
  const path = map(asText(mount), (text, place) => known(partsOf(text ?? "")[0], place));
  return {
    volume: mount.place.path.join("."),
    source: "tmpfs",
    path: pathOf(path),
    isReadOnly: known(false, mount.place),
  };
}

function isPath(source: string): boolean {
  return /^[./~$\\]|^[a-z]$/iu.test(source);
}

function pathOf(path: Value<string | undefined>): Value<string | undefined> {
  return map(path, (text, place) =>
    text?.includes("$") === true ? unknown("is a variable, which rules cannot look up", place) : known(text, place),
  );
}

/** At the colons that stand neither in brackets nor in a variable. */
export function partsOf(text: string): string[] {
  return text.match(/(?:\[[^\]]*\]|\$\{[^}]*\}|[^:])+/gu) ?? [];
}
