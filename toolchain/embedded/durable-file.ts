import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Refusal } from "../../problem/problem";
import { codeOf, reasonOf } from "./system-error";

/**
 * Writes a file that is there whole or not at all, and is on the disk when this resolves, whatever happens to the process or the
 * machine. Only its owner may read it.
 * @throws Refusal where the disk or its permissions do not allow it
 */
export async function writeDurably(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    if (codeOf(error) === undefined) throw error;
    const fix = `see that the disk has room and that ${path.dirname(file)} belongs to you`;
    throw new Refusal([{ subject: file, must: "be writable", found: reasonOf(error), fix }], { cause: error });
  }
  // The rename itself is on the disk only when the folder is.
  const folder = await open(path.dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
