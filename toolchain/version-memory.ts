import { mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { writing } from "./cache";
import type { Version } from "./version";
import { writeWhole } from "./write-whole";

/** Remembers which version a binary said it is, so that a second run need not start it to ask. */
export interface VersionMemory {
  /** The version of `file`, asked with `ask` only when the file was never seen or has changed since. */
  versionOf(file: string, ask: () => Promise<Version | undefined>): Promise<Version | undefined>;
}

/** A memory that is kept in `folder` from one run to the next. */
export async function openVersionMemory(folder: string): Promise<VersionMemory> {
  const file = path.join(folder, "versions.json");
  const known = await readKnown(file);
  return {
    async versionOf(binary, ask) {
      const { size, mtimeMs } = await stat(binary);
      const key = `${binary}\0${size}\0${mtimeMs}`;
      const remembered = known.get(key);
      if (remembered !== undefined) return remembered;
      const version = await ask();
      if (version !== undefined) {
        known.set(key, version);
        await writing(folder, async () => {
          await mkdir(folder, { recursive: true });
          await writeWhole(file, JSON.stringify([...known]));
        });
      }
      return version;
    },
  };
}

async function readKnown(file: string): Promise<Map<string, Version>> {
  try {
    const entries: unknown = JSON.parse(await readFile(file, "utf8"));
    return new Map(Array.isArray(entries) ? entries.filter(isEntry) : []);
  } catch {
    // Absent or damaged: nothing is remembered, everything is asked again.
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, Version] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((item) => typeof item === "string");
}
