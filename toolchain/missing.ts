import { cacheFolder } from "./cache";
import { parts, type PartName } from "./parts";
import { survey } from "./survey";
import { openVersionMemory } from "./version-memory";

/** Which of these parts would have to be built now. Builds nothing. */
export async function missingParts(names: readonly PartName[], environment: NodeJS.ProcessEnv): Promise<PartName[]> {
  const folder = cacheFolder(environment);
  const wanted = parts.filter(({ name }) => names.includes(name));
  const surveyed = await survey(parts, wanted, { environment, folder, memory: await openVersionMemory(folder) });
  return wanted
    .filter((_, index) => surveyed[index]?.own.chosen === undefined && surveyed[index]?.cached !== true)
    .map(({ name }) => name);
}
