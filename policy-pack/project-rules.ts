import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Problem } from "../problem/problem";
import { parseYaml } from "../problem/yaml-file";
import { nothingSaid, readConfiguration, rulesFile, settingsFor, type RuleSettings } from "./configuration";
import { codeOf } from "./lookup-self";
import type { RuleData } from "./rule";
import type { Waiver } from "./waiver";
import { readWaivers, waiversFile } from "./waivers";

/** What a project itself says about the rules, for one of its environments. */
export interface ProjectRules {
  readonly settings: RuleSettings;
  readonly waivers: readonly Waiver[];
  /** What is wrong in its files. It has no effect, and is a finding (configuration-valid, waivers-valid). */
  readonly problems: readonly Problem[];
}

export interface Circumstances {
  readonly rules: readonly RuleData[];
  readonly environment: string;
  readonly today: string;
}

/** The texts of the files, each undefined where the project has none, and the environments that it has files for. */
export interface ProjectTexts {
  readonly rules: string | undefined;
  readonly waivers: string | undefined;
  readonly environments: readonly string[];
}

/** Reads the project's files. @param folder the folder of Pulumi.yaml; undefined where it is not known */
export function readProjectRules(folder: string | undefined, circumstances: Circumstances): ProjectRules {
  if (folder === undefined)
    return projectRulesOf({ rules: undefined, waivers: undefined, environments: [] }, circumstances);
  const problems: Problem[] = [];
  const textOf = (file: string): string | undefined => {
    try {
      return readFileSync(path.join(folder, file), "utf8");
    } catch (error) {
      if (codeOf(error) !== "ENOENT") problems.push(unreadable(file, error));
      return undefined;
    }
  };
  const texts = { rules: textOf(rulesFile), waivers: textOf(waiversFile), environments: stackNames(folder) };
  const said = projectRulesOf(texts, circumstances);
  return { ...said, problems: [...problems, ...said.problems] };
}

export function projectRulesOf(texts: ProjectTexts, { rules, environment, today }: Circumstances): ProjectRules {
  // An environment without a file is a stack all the same: plain Pulumi needs none.
  const environments = texts.environments.length === 0 ? undefined : [...texts.environments, environment];
  const names = { rules, environments };
  const configured =
    texts.rules === undefined ? { configuration: nothingSaid, problems: [] } : readConfiguration(texts.rules, names);
  const accepted =
    texts.waivers === undefined ? { waivers: [], problems: [] } : readWaivers(texts.waivers, names, today);
  return {
    settings: settingsFor(configured.configuration, environment),
    waivers: accepted.waivers,
    problems: [...configured.problems, ...accepted.problems],
  };
}

/**
 * The project that a pack lies in: the nearest folder above it with a Pulumi.yaml of that name. Pulumi tells a pack the project's name
 * and not its folder, and starts it in the pack's own (docs/decisions/rules-of-the-project.md).
 */
export function projectAround(pack: string, project: string): string | undefined {
  for (let folder = path.resolve(pack); ; folder = path.dirname(folder)) {
    // What is installed brings files of its own, which are not the project's.
    const isInstalled = folder.split(path.sep).includes("node_modules");
    if (!isInstalled && nameIn(path.join(folder, "Pulumi.yaml")) === project) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

const projectFile = z.object({ name: z.string() });

function nameIn(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const yaml = parseYaml(readFileSync(file, "utf8"), file);
  return "problems" in yaml ? undefined : projectFile.safeParse(yaml.value).data?.name;
}

/** The stacks with a file, as Pulumi names them. */
function stackNames(folder: string): string[] {
  const stacks = path.join(folder, "stacks");
  if (!existsSync(stacks)) return [];
  return readdirSync(stacks)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/u.exec(file)?.[1] ?? [])
    .sort();
}

function unreadable(file: string, error: unknown): Problem {
  return { subject: file, must: "be readable", found: codeOf(error) ?? "what cannot be read" };
}
