import { cacheFolder } from "./cache";
import type { PartName } from "./part";
import { parts } from "./parts";
import { missingFrom, survey } from "./survey";
import { openVersionMemory } from "./version-memory";

/** Which of these parts would have to be built now. Builds nothing. */
export async function missingParts(names: readonly PartName[], environment: NodeJS.ProcessEnv): Promise<PartName[]> {
  const folder = cacheFolder(environment);
  const wanted = parts.filter(({ name }) => names.includes(name));
  const surveyed = await survey(parts, wanted, { environment, folder, memory: await openVersionMemory(folder) });
  const missing = missingFrom(surveyed);
  return wanted.filter((part) => missing.includes(part)).map(({ name }) => name);
}
