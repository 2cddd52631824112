import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder that no other test uses, removed when the tests of the file are done. */
export function freshFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "strongroom-toolchain-")));
  made.push(folder);
  return folder;
}

/** A folder on PATH with programs that print a text and end. @returns the folder */
export function folderWith(programs: Readonly<Record<string, string>>, folder = freshFolder()): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, prints] of Object.entries(programs)) {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho '${prints}'\necho asked >>"${file}.log"\n`);
    chmodSync(file, 0o755);
  }
  return folder;
}
