import { cloudInitType, composeType, unitType } from "../file-types";
import { isUnitName, readUnit } from "../files/unit";
import { type Place } from "../place";
import { manifestsOf } from "../platform/manifests";
import { runsServer } from "../platform/servers";
import { input, type Resource } from "../resource";
import { asList, asText, textOf } from "../scalars";
import { field, isFields, known, leaves, map, unknown, type Value } from "../value";
import { withDropIns } from "./drop-ins";
import { foreignTexts } from "./embedded";
import { inForce, unitFileOf } from "./unit";
import { hasVaultImage } from "./vault-command";
import { containersOf, type Container } from "./workload";

/** What starts a server, and whether that one leaves no core dump. */
export interface CoreDumps {
  readonly startedBy: "a container" | "a Compose service" | "a unit" | "a script";
  readonly isOff: Value<boolean>;
}

/** Whether each server that a resource starts leaves no core dump. */
export function coreDumpsOf(resource: Resource): CoreDumps[] {
  if (resource.type === unitType) return inUnit(resource);
  // A Compose project has containers and makes no manifests.
  const manifests = manifestsOf(resource);
  const containers = (manifests.length === 0 ? [resource] : manifests).flatMap(containersOf).filter(runsServer);
  const startedBy = resource.type === composeType ? "a Compose service" : "a container";
  return [
    ...containers.map((container) => ({ startedBy, isOff: inContainer(container) }) as const),
    ...inWrittenUnits(resource),
    ...inTexts(resource),
  ];
}

/** Vault's image does it before it starts anything (docker-entrypoint.sh); so does a script that says so, and Compose's own limit. */
function inContainer(container: Container): Value<boolean> {
  const limit = coreLimit(field(container.settings, "ulimits", "core"));
  if (limit.kind !== "known" || limit.value !== undefined)
    return map(limit, (isOff, place) => known(isOff === true, place));
  const { commandLine, image } = container;
  const script = commandLine.find((text) => isSaid(text, /docker-entrypoint\.sh\b/u) || isSaid(text, switchedOff));
  if (script !== undefined) return known(true, script.place);
  const open = commandLine.find(({ kind }) => kind === "unknown");
  if (open?.kind === "unknown") return open;
  if (!container.runsImageCommand) return known(false, commandLine[0]?.place ?? image.place);
  if (image.kind === "unknown") return image;
  return hasVaultImage(container)
    ? known(true, image.place)
    : unknown("is no image of Vault's own, whose entrypoint rules know", image.place);
}

/** `core: 0`, or `core: { soft: 0, hard: 0 }` (Compose file reference, ulimits). */
function coreLimit(core: Value): Value<boolean | undefined> {
  const hard = core.kind === "known" && isFields(core.value) ? field(core, "hard") : core;
  return map(asText(hard), (limit, place) => known(limit === undefined ? undefined : limit === "0", place));
}

/** A shell's limit, or a line of limits.conf for everyone or for Vault's user. */
const switchedOff =
  /\bulimit\s+(?:-[HS]+\s+)?-[HS]*c[HS]*\s+0\b|\bprlimit\b[^\n]*--core=0\b|^\s*\S+\s+(?:hard|-)\s+core\s+0\b/mu;

function isSaid(text: Value<unknown>, pattern: RegExp): boolean {
  if (text.kind === "secret") return text.matches(pattern);
  return text.kind === "known" && typeof text.value === "string" && pattern.test(text.value);
}

/** The last `LimitCORE` counts (systemd.exec). A drop-in whose unit is not there is judged for what it says itself. */
function inUnit(unit: Resource): CoreDumps[] {
  const settings = inForce(unit.inputs);
  const commands = asList(field(settings, "Service", "ExecStart"));
  const limits = asList(field(settings, "Service", "LimitCORE"));
  if (commands.kind === "unknown") return [{ startedBy: "a unit", isOff: commands }];
  const isStarted = commands.kind === "known" && commands.value.some((command) => isSaid(command, startsServer));
  const isChanged = unitFileOf(unit).dropIn !== undefined && vaultsUnit.test(unitFileOf(unit).unit);
  if (!isStarted && !isChanged) return [];
  if (limits.kind === "unknown") return [{ startedBy: "a unit", isOff: limits }];
  const last = limits.kind === "known" ? limits.value.at(-1) : undefined;
  if (last === undefined) return isStarted ? [{ startedBy: "a unit", isOff: known(false, commands.place) }] : [];
  const isOff = map(asText(last), (limit, place) => known(/^0(?::0)?$/u.test(limit?.trim() ?? ""), place));
  return [{ startedBy: "a unit", isOff }];
}

/** As HashiCorp's packages call it, and instances of it. */
const vaultsUnit = /^vault(?:-server)?(?:@.*)?\.service$/u;

/** Not the image, whose name ends alike. */
const startsServer = /(?<!hashicorp\/)\bvault\s+server\b/u;

/** The units that a machine's first configuration writes, with their drop-ins. */
function inWrittenUnits(resource: Resource): CoreDumps[] {
  const texts = writtenUnitsOf(resource);
  const units = [...texts].flatMap(([file, text]) => readUnit({ file, text: textOf(text) ?? "" }).resources);
  const inFile = ({ position }: Place): Place => {
    const text = texts.get(position?.file ?? "");
    return text === undefined ? { path: [] } : lineOf(text.place, position?.line);
  };
  return withDropIns(units)
    .flatMap(inUnit)
    .map(({ startedBy, isOff }) => ({ startedBy, isOff: { ...isOff, place: inFile(isOff.place) } }));
}

function lineOf(text: Place, line: number | undefined): Place {
  return line === undefined ? text : { ...text, line };
}

function writtenUnitsOf(resource: Resource): ReadonlyMap<string, Value> {
  const files = resource.type === cloudInitType ? asList(input(resource, "write_files")) : undefined;
  return new Map(
    (files?.kind === "known" ? files.value : []).flatMap((file) => {
      const name = textOf(field(file, "path"));
      const text = field(file, "content");
      return name !== undefined && isUnitName(name) && textOf(text) !== undefined ? [[name, text] as const] : [];
    }),
  );
}

/** A server that a script or a unit in a text starts; what is written beside it, as a file of limits, counts for it. */
function inTexts(resource: Resource): CoreDumps[] {
  const judged = new Set([...writtenUnitsOf(resource).values()].map(({ place }) => place));
  const texts = foreignTexts(resource);
  const started = texts.filter((text) => isSaid(text, startsServer) && !judged.has(text.place));
  if (started.length === 0) return [];
  const isOff = texts.some((text) => isSaid(text, switchedOff) || isSaid(text, /^\s*LimitCORE=0\b/mu));
  const open = isOff ? undefined : [...leaves(resource.inputs)].find(({ kind }) => kind === "unknown");
  return started.map((text) => ({
    startedBy: isSaid(text, /^\s*ExecStart\s*=/mu) ? "a unit" : "a script",
    isOff: open?.kind === "unknown" ? open : known(isOff, text.place),
  }));
}
