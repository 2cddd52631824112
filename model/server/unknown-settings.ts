import { entryOf } from "../entry";
import { asList } from "../scalars";
import { field, isFields, isList, type Unknown, type Value } from "../value";
import { blocksOf } from "./block";
import { serverSettings, settingsSince, type Settings } from "./known-settings";

/** Something in a configuration that Vault does not read, or does not take. */
export interface StraySetting {
  readonly name: string;
  readonly value: Value;
  /** The settings that could have been meant. */
  readonly candidates: readonly string[];
}

export interface Strays {
  readonly unknown: readonly StraySetting[];
  /** Blocks of which Vault takes one, where there are more. */
  readonly surplus: readonly StraySetting[];
  /** Parts that are not known. */
  readonly open: readonly Unknown[];
}

/** Looks for them in the whole of one configuration. */
export function straysIn(settings: Value): Strays {
  const surplus = (serverSettings.single ?? []).flatMap((name) =>
    blocksOf(settings, name)
      .slice(1)
      .map((value) => ({ name, value, candidates: [] })),
  );
  return { ...strays(settings, serverSettings), surplus };
}

function strays(value: Value, known: Settings): Strays {
  if (value.kind === "unknown") return { unknown: [], surplus: [], open: [value] };
  if (value.kind === "secret" || !isFields(value.value)) return nothing;
  const unknown = [...value.value]
    .filter(([name]) => !known.names.includes(name))
    .map(([name, each]) => ({ name, value: each, candidates: known.names }));
  const inBlocks = Object.entries(known.blocks ?? {}).flatMap(([name, inside]) =>
    blocksOf(value, name).map((block) => strays(block, inside)),
  );
  const inLabelled = Object.entries(known.labelled ?? {}).flatMap(([name, labels]) =>
    blocksOf(value, name).flatMap((block) => inLabels(block, labels)),
  );
  return joined([{ unknown, surplus: [], open: [] }, ...inBlocks, ...inLabelled]);
}

const nothing: Strays = { unknown: [], surplus: [], open: [] };

/** `listener "tcp" { }`, or `listener { type = "tcp" }`. */
function inLabels(block: Value, labels: Readonly<Record<string, Settings>>): Strays[] {
  if (block.kind === "unknown") return [strays(block, { names: [] })];
  return Object.entries(labels).flatMap(([label, inside]) => {
    const bodies = asList(field(block, label));
    return bodies.kind === "known" ? bodies.value.map((body) => strays(body, inside)) : [strays(bodies, inside)];
  });
}

function joined(parts: readonly Strays[]): Strays {
  return {
    unknown: parts.flatMap(({ unknown }) => unknown),
    surplus: parts.flatMap(({ surplus }) => surplus),
    open: parts.flatMap(({ open }) => open),
  };
}

/** A setting that only later versions of Vault have. */
export interface LaterSetting {
  readonly name: string;
  readonly since: string;
  readonly value: Value;
}

/** Such settings, wherever in a configuration they stand. */
export function laterSettingsIn(settings: Value): LaterSetting[] {
  if (settings.kind !== "known") return [];
  if (isList(settings.value)) return settings.value.flatMap(laterSettingsIn);
  if (!isFields(settings.value)) return [];
  return [...settings.value].flatMap(([name, value]) => {
    const since = entryOf(settingsSince, name);
    return [...(since === undefined ? [] : [{ name, since, value }]), ...laterSettingsIn(value)];
  });
}
