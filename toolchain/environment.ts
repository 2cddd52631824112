import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, link, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { cacheFolder, writing } from "./cache";
import type { PartName } from "./part";
import type { ProvidedPart, Parts } from "./provide";

/** What a preview needs. */
export const pulumiParts = [
  "language-nodejs",
  "analyzer-policy",
  "pulumi",
  "provider-vault",
] as const satisfies PartName[];

/** Those, and the plugins that only some stacks need. */
export type PulumiParts = Parts<(typeof pulumiParts)[number]> & Partial<Parts<"provider-kubernetes">>;

/** What plain `pulumi` finds in its environment. */
export type PulumiEnvironment = Readonly<Record<string, string>>;

/**
 * The environment in which `pulumi` works with these parts and with nothing of the user's Pulumi: its own home and plugins, the
 * state in a folder. To be laid over the process's own environment.
 * @param place.state the folder for the state (`.strongroom/state` of the repository); made when absent
 */
export async function pulumiEnvironment(
  parts: PulumiParts,
  place: { readonly state: string; readonly environment?: NodeJS.ProcessEnv },
): Promise<PulumiEnvironment> {
  const { environment = process.env } = place;
  const installation = await install(parts, cacheFolder(environment));
  await mkdir(place.state, { recursive: true, mode: 0o700 });
  return {
    PATH: [installation.programs, ...without(environment["PATH"], installation.programs)].join(path.delimiter),
    PULUMI_HOME: installation.home,
    // Without files of metadata beside each file: they are not written whole, and one cut short by a kill makes the state unreadable.
    PULUMI_BACKEND_URL: `${pathToFileURL(path.resolve(place.state)).href}?metadata=skip`,
    ...emptyPassphrase,
    // A plugin on PATH would be taken before the ones placed here, with a warning at each run.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/** Lines that a POSIX shell evaluates to have this environment: `eval "$(strongroom dev env)"`. */
export function shellExports(environment: PulumiEnvironment): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join("");
}

/**
 * The folder whose `bin/pulumi` is the guarded one: it runs outside the terminal's process group and ends with whoever started it
 * (toolchain/pulumi-guard). The Automation API is given this one.
 */
export async function guardedPulumiRoot(parts: PulumiParts, environment: NodeJS.ProcessEnv): Promise<string> {
  return (await install(parts, cacheFolder(environment))).guarded;
}

interface Installation {
  /** The folder above the guarded `bin/pulumi`. */
  readonly guarded: string;
  /** The folder that goes first on PATH. */
  readonly programs: string;
  /** PULUMI_HOME. */
  readonly home: string;
}

/**
 * Lays the parts out as Pulumi looks for them: host and analyzer beside the real file of `pulumi`, the plugins in a home of its
 * own. One folder for each combination of parts, so that two checkouts with different ones do not meet.
 */
async function install(parts: PulumiParts, cache: string): Promise<Installation> {
  const { pulumi } = parts;
  const own = pulumi.from === "PATH" ? [] : [pulumi, parts["language-nodejs"], parts["analyzer-policy"]];
  const identity = createHash("sha256").update([...plugins(parts), ...own].map((part) => part.path).join("\0"));
  // A cached binary's path says what it is; the script stands at one path whatever it says.
  if (own.length > 0) identity.update(await readFile(parts["analyzer-policy"].path));
  identity.update(await readFile(guard));
  const folder = path.join(cache, "installations", identity.digest("hex").slice(0, 12));
  const installation: Installation = {
    guarded: path.join(folder, "guarded"),
    programs: own.length === 0 ? path.dirname(pulumi.path) : path.join(folder, "bin"),
    home: path.join(folder, "home"),
  };
  if (!existsSync(folder)) {
    await writing(cache, () => layOut(folder, own, parts));
  }
  return installation;
}

const guard = path.join(__dirname, "pulumi-guard");

function plugins(parts: PulumiParts): ProvidedPart[] {
  const kubernetes = parts["provider-kubernetes"];
  return [parts["provider-vault"], ...(kubernetes === undefined ? [] : [kubernetes])];
}

async function layOut(folder: string, programs: readonly ProvidedPart[], parts: PulumiParts): Promise<void> {
  const { pulumi } = parts;
  const temporary = `${folder}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await mkdir(path.join(temporary, "bin"), { recursive: true });
    for (const program of programs) {
      await linkOrCopy(program.path, path.join(temporary, "bin", path.basename(program.path)));
    }
    const guarded = path.join(temporary, "guarded", "bin", "pulumi");
    await mkdir(path.dirname(guarded), { recursive: true });
    await copyFile(guard, guarded);
    await symlink(programs.length === 0 ? pulumi.path : path.join(folder, "bin", "pulumi"), `${guarded}.program`);
    for (const plugin of plugins(parts)) await placePlugin(plugin, path.join(temporary, "home", "plugins"));
    await rename(temporary, folder);
  } catch (error) {
    // Another process laid out the same a moment earlier.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Pulumi looks for `pulumi-resource-vault` in `resource-vault-v7.8.0`. */
async function placePlugin({ path: file, version }: ProvidedPart, folder: string): Promise<void> {
  const name = path.basename(file);
  const own = path.join(folder, `${name.replace("pulumi-", "")}-v${version}`);
  await mkdir(own, { recursive: true });
  await symlink(file, path.join(own, name));
}

/** A hard link, because Pulumi follows symbolic ones before it looks beside itself; a copy where links cannot be. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    // Another file system, or one without links; should the copy fail as well, that is what is reported.
    await copyFile(from, to);
  }
}

/**
 * The repository's own stack files carry salts of the empty passphrase, because state holds no secret to protect, so it is the only one
 * that opens them: a passphrase that the user exported for stacks elsewhere is not for these. A repository whose state is to be
 * encrypted names a key-management service in its stack files, and no passphrase is asked for (docs/decisions/empty-passphrase.md).
 */
const emptyPassphrase = { PULUMI_CONFIG_PASSPHRASE: "", PULUMI_CONFIG_PASSPHRASE_FILE: "" } as const;

function without(searchPath: string | undefined, folder: string): string[] {
  return (searchPath ?? "").split(path.delimiter).filter((entry) => entry !== "" && entry !== folder);
}
