import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";

/** What the user may still write, in millions of bytes, on the disk of a file or folder, whether that exists yet or not. */
export async function freeMegabytes(file: string): Promise<number> {
  let existing = file;
  while (!existsSync(existing)) existing = path.dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  return Math.floor((bavail * bsize) / 1_000_000);
}
