import { unitType } from "../file-types";
import { manifestsOf } from "../platform/manifests";
import { runsServer } from "../platform/servers";
import { input, type Resource } from "../resource";
import { asList, asText } from "../scalars";
import { field, isFields, known, leaves, map, unknown, type Value } from "../value";
import { foreignTexts } from "./embedded";
import { hasVaultImage } from "./vault-command";
import { containersOf, type Container } from "./workload";

/** Whether a server, started where the value stands, leaves no core dump. */
export function coreDumpsOff(resource: Resource): Value<boolean>[] {
  if (resource.type === unitType) return inUnit(resource);
  // A Compose project has containers and makes no manifests.
  const manifests = manifestsOf(resource);
  const containers = (manifests.length === 0 ? [resource] : manifests).flatMap(containersOf).filter(runsServer);
  return [...containers.map(inContainer), ...inTexts(resource)];
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

/** `LimitCORE=0`, the last one; a repeated one replaces those before (systemd.exec). */
function inUnit(unit: Resource): Value<boolean>[] {
  const commands = asList(input(unit, "Service", "ExecStart"));
  if (commands.kind === "unknown") return [commands];
  if (commands.kind !== "known" || !commands.value.some((command) => isSaid(command, startsServer))) return [];
  const limits = asList(input(unit, "Service", "LimitCORE"));
  if (limits.kind === "unknown") return [limits];
  const last = limits.kind === "known" ? limits.value.at(-1) : undefined;
  if (last === undefined) return [known(false, commands.place)];
  return [map(asText(last), (limit, place) => known(/^0(?::0)?$/u.test(limit?.trim() ?? ""), place))];
}

/** Not the image, whose name ends alike. */
const startsServer = /(?<!hashicorp\/)\bvault\s+server\b/u;

/** A server that a script or a unit in a text starts; what is written beside it, as a file of limits, counts for it. */
function inTexts(resource: Resource): Value<boolean>[] {
  const texts = foreignTexts(resource);
  const started = texts.filter((text) => isSaid(text, startsServer));
  if (started.length === 0) return [];
  const isOff = texts.some((text) => isSaid(text, switchedOff) || isSaid(text, /^\s*LimitCORE=0\b/mu));
  const open = isOff ? undefined : [...leaves(resource.inputs)].find(({ kind }) => kind === "unknown");
  return open?.kind === "unknown" ? [open] : started.map(({ place }) => known(isOff, place));
}
