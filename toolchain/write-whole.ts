import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";

/** Writes a file so that nobody ever reads half of it: beside its place first, then renamed. */
export async function writeWhole(file: string, content: string, mode = 0o644): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content, { mode });
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}
