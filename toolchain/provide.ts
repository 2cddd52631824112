import { buildParts } from "./build-parts";
import { cachedPath, cacheFolder } from "./cache";
import type { Location } from "./locate";
import type { Part, PartName } from "./part";
import { parts as allParts } from "./parts";
import type { Progress } from "./progress";
import { missingFrom, survey, type Survey } from "./survey";
import type { Version } from "./version";
import { openVersionMemory } from "./version-memory";

/** A part that is ready to run. */
export interface ProvidedPart {
  readonly name: string;
  readonly version: Version;
  /** The user's own (on PATH or among their Pulumi plugins), ours from an earlier run, or just built. */
  readonly from: "PATH" | "cache" | "built";
  readonly path: string;
  /** The user's own that were looked at before, and why they do not fit. */
  readonly passedOver: Location["passedOver"];
}

export type Parts<Name extends string = PartName> = Readonly<Record<Name, ProvidedPart>>;

export interface ProvideOptions {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** What stands for the process's environment: PATH, HOME, STRONGROOM_HOME, Go's own settings. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Makes the named parts ready, each the user's own if it fits, else from the cache, else built. Costs some milliseconds when
 * nothing has to be built.
 * @throws Refusal when a part neither fits, is cached nor can be built; the signal's reason when `signal` is aborted
 */
export function provideParts<const Name extends PartName>(
  names: readonly Name[],
  options: ProvideOptions,
): Promise<Parts<Name>> {
  return provideFrom(allParts, names, options);
}

/** `provideParts` from a table of one's own. */
export async function provideFrom<Name extends string>(
  table: readonly Part<string>[],
  names: readonly Name[],
  { progress, signal, environment = process.env }: ProvideOptions,
): Promise<Parts<Name>> {
  const folder = cacheFolder(environment);
  const wanted = table.filter((part) => names.some((name) => name === part.name));
  const surveyed = await survey(table, wanted, { environment, folder, memory: await openVersionMemory(folder) });
  const missing = missingFrom(surveyed);
  if (missing.length > 0) await buildParts(missing, { folder, progress, signal, environment });
  const provided = await Promise.all(surveyed.map((found) => ready(found, missing, folder)));
  return byName(provided, names);
}

async function ready({ part, own }: Survey, built: readonly Part<string>[], folder: string): Promise<ProvidedPart> {
  const { passedOver } = own;
  if (own.chosen !== undefined) return { name: part.name, from: "PATH", ...own.chosen, passedOver };
  return {
    name: part.name,
    version: part.version,
    from: built.includes(part) ? "built" : "cache",
    path: await cachedPath(part, folder),
    passedOver,
  };
}

function byName<Name extends string>(provided: readonly ProvidedPart[], names: readonly Name[]): Parts<Name> {
  const record: Record<string, ProvidedPart> = Object.fromEntries(provided.map((part) => [part.name, part]));
  if (!hasEvery(record, names)) throw new Error(`unknown part among ${names.join(", ")}`);
  return record;
}

function hasEvery<Name extends string>(
  record: Record<string, ProvidedPart>,
  names: readonly Name[],
): record is Record<string, ProvidedPart> & Parts<Name> {
  return names.every((name) => name in record);
}
