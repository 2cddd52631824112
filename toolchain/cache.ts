import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { isNativeError } from "node:util/types";
import { Refusal } from "../problem/problem";
import type { Part } from "./part";

/** The folder in which everything that we build is kept: `$STRONGROOM_HOME`, else `strongroom` in the user's cache folder. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment["STRONGROOM_HOME"];
  if (own !== undefined && own !== "") return path.resolve(own);
  const users = environment["XDG_CACHE_HOME"];
  return path.join(
    users !== undefined && path.isAbsolute(users) ? users : path.join(os.homedir(), ".cache"),
    "strongroom",
  );
}

/** Where one part stands once it is made. Whatever is there is complete: it came by a rename. */
export async function cachedPath(part: Part<string>, folder: string): Promise<string> {
  if (part.source.kind === "script") return part.source.script;
  return path.join(folder, "parts", `${part.name}-${part.version}-${await digest(part)}`, part.file);
}

export async function isCached(part: Part<string>, folder: string): Promise<boolean> {
  return existsSync(await cachedPath(part, folder));
}

/**
 * Does `work`, which writes in the cache `folder`.
 * @throws Refusal when the file system does not let it
 */
export async function writing<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!(isNativeError(cause) && "syscall" in cause)) throw cause;
    const problem = {
      subject: `the cache ${folder}`,
      must: "be a folder that can be written",
      found: cause.message,
      fix: "make it writable, free space, or set STRONGROOM_HOME to another folder",
    };
    throw new Refusal([problem], { cause });
  }
}

/** Changes with anything that the binary depends on: the module's files, the build's flags, the machine's kind. */
async function digest(part: Part<string>): Promise<string> {
  const hash = createHash("sha256");
  if (part.source.kind === "go") {
    const { folder, ...flags } = part.source;
    hash.update(JSON.stringify([flags.package, flags.linkerFlags, flags.tags ?? null, process.platform, process.arch]));
    for (const name of (await readdir(folder)).sort()) {
      hash.update(`\0${name}\0`).update(await readFile(path.join(folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}
