import { realpath } from "node:fs/promises";
import path from "node:path";
import { isCached } from "./cache";
import { locate, type Location } from "./locate";
import type { Part } from "./part";
import type { VersionMemory } from "./version-memory";

/** Where one part is to come from. */
export interface Survey {
  readonly part: Part<string>;
  /** The user's own: which one, and which ones not. */
  readonly own: Location;
  readonly cached: boolean;
}

/**
 * Finds out, for the `wanted` parts, where each comes from, without making anything. A companion (Pulumi's language host) comes
 * from wherever its main part comes from.
 * @param table all parts, so that a companion's main part is known
 */
export async function survey(
  table: readonly Part<string>[],
  wanted: readonly Part<string>[],
  place: { readonly environment: NodeJS.ProcessEnv; readonly folder: string; readonly memory: VersionMemory },
): Promise<Survey[]> {
  const find = (part: Part<string>) => locate(part, place.environment, place.folder, place.memory);
  return Promise.all(
    wanted.map(async (part) => {
      const main = table.find(({ name }) => name === part.companionOf);
      const own = main === undefined ? await find(part) : await companion(part, await find(main));
      return { part, own, cached: await isCached(part, place.folder) };
    }),
  );
}

/** The parts that would have to be built: neither the user's own fits nor is there one of ours. */
export function missingFrom(surveyed: readonly Survey[]): Part<string>[] {
  return surveyed.filter(({ own, cached }) => own.chosen === undefined && !cached).map(({ part }) => part);
}

async function companion(part: Part<string>, main: Location): Promise<Location> {
  if (main.chosen === undefined) return { passedOver: [] };
  const beside = path.join(path.dirname(await realpath(main.chosen.path)), part.file);
  return { chosen: { path: beside, version: main.chosen.version }, passedOver: [] };
}
