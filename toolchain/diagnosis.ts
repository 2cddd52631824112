import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isNativeError } from "node:util/types";
import { promisify } from "node:util";
import { z } from "zod";
import type { Problem } from "../problem/problem";
import { modulesArePresent } from "./build";
import { cachedPath, cacheFolder } from "./cache";
import { freeMegabytes } from "./disk";
import { findGo, goNeededBy, noGo, type Go } from "./go";
import type { GoSource, Part } from "./part";
import { parts as allParts } from "./parts";
import { missingFrom, survey, type Survey } from "./survey";
import { compareVersions, type Version } from "./version";
import { openVersionMemory } from "./version-memory";

/** How the machine stands with one part. */
export interface PartDiagnosis {
  readonly name: string;
  readonly file: string;
  readonly purpose: string;
  readonly version: Version;
  /** What alone needs it; absent for what every environment needs. */
  readonly onlyFor?: NonNullable<Part["onlyFor"]>;
  /** Where it comes from; "to build" when the first command that needs it will make it. */
  readonly from: "PATH" | "cache" | "to build";
  readonly path: string;
  /** The user's own that do not fit, and why. */
  readonly passedOver: readonly { readonly path: string; readonly reason: string }[];
}

export interface Diagnosis {
  readonly node: { readonly version: Version; readonly path: string };
  readonly go: Go;
  readonly cache: { readonly folder: string; readonly freeMegabytes: number };
  readonly parts: readonly PartDiagnosis[];
  /**
   * What building the missing parts that every environment needs takes, on a machine like the one that it was measured on; zeros when
   * none is missing.
   */
  readonly building: { readonly seconds: number; readonly megabytes: number };
  /** What keeps those from being built. Empty: everything fits or can be built. */
  readonly problems: readonly Problem[];
}

const packageFile = z.object({ engines: z.object({ node: z.string().startsWith(">=") }) });

/** Finds out where every part is to come from and whether the missing ones can be built. Makes nothing. */
export async function diagnose(
  environment: NodeJS.ProcessEnv = process.env,
  table: readonly Part<string>[] = allParts,
): Promise<Diagnosis> {
  const folder = cacheFolder(environment);
  const place = { environment, folder, memory: await openVersionMemory(folder) };
  const surveyed = await survey(table, table, place);
  const missing = missingFrom(surveyed).filter(({ onlyFor }) => onlyFor === undefined);
  const sources = missing.flatMap(({ source }) => (source.kind === "go" ? [source] : []));
  const needed = await goNeededBy(table);
  const nodeNeeded = await nodeNeededByUs();
  const go = await findGo(environment, needed);
  const building = {
    seconds: sources.reduce((sum, { seconds }) => sum + seconds, 0),
    megabytes: sources.reduce((sum, { megabytes }) => sum + megabytes, 0),
  };
  const free = await freeMegabytes(folder);
  return {
    node: { version: process.versions.node, path: process.execPath },
    go,
    cache: { folder, freeMegabytes: free },
    parts: await Promise.all(surveyed.map((found) => describe(found, folder))),
    building,
    problems: [
      ...(compareVersions(process.versions.node, nodeNeeded) < 0 ? [oldNode(nodeNeeded)] : []),
      ...(missing.length > 0 && go.kind !== "usable" ? [noGo(go, needed, missing)] : []),
      ...(free < building.megabytes ? [noSpace(folder, free, building.megabytes)] : []),
      ...(go.kind === "usable" ? await networkProblems(sources, environment) : []),
    ],
  };
}

async function describe({ part, own, cached }: Survey, folder: string): Promise<PartDiagnosis> {
  return {
    name: part.name,
    file: part.file,
    purpose: part.purpose,
    version: own.chosen?.version ?? part.version,
    ...(part.onlyFor === undefined ? {} : { onlyFor: part.onlyFor }),
    from: own.chosen !== undefined ? "PATH" : cached ? "cache" : "to build",
    path: own.chosen?.path ?? (await cachedPath(part, folder)),
    passedOver: own.passedOver,
  };
}

async function nodeNeededByUs(): Promise<Version> {
  const { engines } = packageFile.parse(JSON.parse(await readFile(path.join(__dirname, "../package.json"), "utf8")));
  return engines.node.replace(">=", "");
}

function oldNode(needed: Version): Problem {
  return {
    subject: "node",
    must: `be ${needed} or newer`,
    found: process.versions.node,
    fix: "install a newer one from https://nodejs.org/",
  };
}

function noSpace(folder: string, free: number, needed: number): Problem {
  return {
    subject: `the disk of ${folder}`,
    must: `have ${needed} MB free for the builds`,
    found: `${free} MB`,
    fix: "free space, or set STRONGROOM_HOME to a folder on another disk",
  };
}

/** Asks the module proxy for something only when a module that a build needs is not on the machine yet. */
async function networkProblems(sources: readonly GoSource[], environment: NodeJS.ProcessEnv): Promise<Problem[]> {
  const present = await Promise.all(sources.map((source) => modulesArePresent(source, environment)));
  if (present.every(Boolean)) return [];
  try {
    // The latest version of a small module is never answered from a cache.
    await promisify(execFile)("go", ["list", "-m", "golang.org/x/mod@latest"], {
      cwd: "/",
      env: { ...environment, GOFLAGS: "", GOWORK: "off", GO111MODULE: "on" },
      timeout: 20_000,
    });
    return [];
  } catch (error) {
    const said = isNativeError(error) ? (error.message.trim().split("\n").at(-1) ?? "") : "";
    return [
      {
        subject: "the Go module proxy",
        must: "be reachable for the builds (go env GOPROXY)",
        found: said.slice(0, 200),
        fix: "connect to the network, set GOPROXY to a proxy that you can reach, or put the official programs on PATH",
      },
    ];
  }
}
