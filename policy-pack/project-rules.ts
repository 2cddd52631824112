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

/** Reads the project's files. Where nobody knows which project it is, it says nothing, and that is a problem. */
export function readProjectRules(project: ProjectFolder, circumstances: Circumstances): ProjectRules {
  if ("problem" in project) {
    const nothing = projectRulesOf({ rules: undefined, waivers: undefined, environments: [] }, circumstances);
    return { ...nothing, problems: [project.problem] };
  }
  const { folder } = project;
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
 * The project that a pack lies in: the folder above it with a Pulumi.yaml of that name. Pulumi tells a pack the project's name and not
 * its folder, and starts it in the pack's own (docs/decisions/rules-of-the-project.md). The pack's own folder is never the project: a
 * Pulumi.yaml in it would bring other settings than those beside the stacks.
 */
export function projectAround(pack: string, project: string): ProjectFolder {
  const folders = foldersAbove(pack).filter((folder) => nameIn(path.join(folder, "Pulumi.yaml")) === project);
  const [nearest] = folders;
  if (nearest === undefined) return { problem: notFound(project) };
  // A work tree that git keeps inside another one is a project by itself.
  const inRepository = folders.filter((folder) => repositoryOf(folder) === repositoryOf(nearest));
  return inRepository.length === 1 ? { folder: nearest } : { problem: ambiguous(project) };
}

/** Where a project is, or what is to be said because nobody knows. */
export type ProjectFolder = { readonly folder: string } | { readonly problem: Problem };

/** Nearest first; without the pack's own, and without what is installed, which brings files that are not the project's. */
function foldersAbove(pack: string): string[] {
  const folders = [];
  for (let folder = path.dirname(path.resolve(pack)); ; folder = path.dirname(folder)) {
    if (!folder.split(path.sep).includes("node_modules")) folders.push(folder);
    if (folder === path.dirname(folder)) return folders;
  }
}

function repositoryOf(folder: string): string {
  if (existsSync(path.join(folder, ".git")) || folder === path.dirname(folder)) return folder;
  return repositoryOf(path.dirname(folder));
}

function notFound(project: string): Problem {
  return {
    subject: rulesFile,
    must: `be known to the policy pack: it lies in no folder below a Pulumi.yaml of the project "${project}"`,
    found: "no such Pulumi.yaml, so that nothing is configured and nothing waived",
    fix: "put the pack into the project: its folder policy-pack, or its node_modules",
  };
}

function ambiguous(project: string): Problem {
  return {
    subject: rulesFile,
    must: `be the only one above the policy pack in a project "${project}"`,
    found: "several Pulumi.yaml of that name, so that nothing is configured and nothing waived",
    fix: "leave the name to the Pulumi.yaml beside the stacks",
  };
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
