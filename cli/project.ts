import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { exitCodes, Refusal, type Problem } from "../problem/problem";
import { readEnvironment, type Environment } from "../stacks/environment";
import { environmentNames } from "../stacks/files";

/** The configuration repository that a command works on. */
export interface Project {
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Folder of stack files. */
  readonly stacks: string;
  /** The project's name in Pulumi.yaml. */
  readonly name: string;
  /** Folder of what belongs to this checkout on this machine: state, embedded Vault. Not in git. */
  readonly local: string;
  /** Folder of Pulumi's state. */
  readonly state: string;
}

/** The project around a folder. @throws {Refusal} where there is none, or its Pulumi.yaml is broken */
export function findProject(from: string): Project {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "Pulumi.yaml")) && existsSync(path.join(folder, "stacks"))) {
      const local = path.join(folder, ".strongroom");
      return {
        root: folder,
        name: readProjectFile(folder),
        stacks: path.join(folder, "stacks"),
        local,
        state: path.join(local, "state"),
      };
    }
    if (folder === path.dirname(folder)) break;
  }
  throw new Refusal(
    [
      {
        subject: from,
        must: "be inside a Strongroom repository: a folder with Pulumi.yaml and stacks/",
        fix: "change to the repository's folder",
      },
    ],
    { exitCode: exitCodes.usage },
  );
}

/** Checks what stands in Pulumi.yaml and is ours to judge. @returns the project's name */
function readProjectFile(folder: string): string {
  const lines = new LineCounter();
  const text = readFileSync(path.join(folder, "Pulumi.yaml"), "utf8");
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problemAt = (offset: number, problem: Omit<Problem, "subject" | "place">): Problem => {
    const { line, col } = lines.linePos(offset);
    return { subject: "Pulumi.yaml", place: `${line}:${col}`, ...problem };
  };
  const problemAtKey = (keys: readonly string[], problem: Omit<Problem, "subject" | "place" | "path">): Problem => {
    const node = document.getIn(keys, true);
    return problemAt(isNode(node) ? (node.range?.[0] ?? 0) : 0, { path: keys.join("."), ...problem });
  };
  const [broken, ...more] = document.errors.map(({ pos, message }) =>
    problemAt(pos[0], { must: `be YAML: ${message}` }),
  );
  if (broken !== undefined) throw brokenProjectFile([broken, ...more]);
  const [elsewhere, ...others] = configurationElsewhere(document.toJS()).map(({ keys, ...problem }) =>
    problemAtKey(keys, problem),
  );
  if (elsewhere !== undefined) throw brokenProjectFile([elsewhere, ...others]);
  const name: unknown = document.get("name");
  // Pulumi's own condition (sdk/go/common/tokens, ValidateProjectName).
  if (typeof name === "string" && /^[\w.-]{1,100}$/.test(name)) return name;
  throw brokenProjectFile([
    problemAtKey(["name"], {
      must: "be the project's name: up to 100 letters, digits, hyphens, underscores and periods",
      found: name === undefined ? "nothing" : JSON.stringify(name),
    }),
  ]);
}

const configuration = z.object({
  stackConfigDir: z.unknown().optional(),
  config: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  name: z.unknown().optional(),
});

/** An environment's tier and values stand in its file in stacks/ alone: Pulumi would read others, and we would judge by ours. */
function configurationElsewhere(
  file: unknown,
): (Pick<Problem, "must" | "fix" | "found"> & { readonly keys: readonly string[] })[] {
  const { stackConfigDir, config, name } = configuration.safeParse(file).data ?? {};
  const folder = typeof stackConfigDir === "string" ? path.normalize(`${stackConfigDir}/`) : stackConfigDir;
  const strange = folder === undefined || folder === path.normalize("stacks/") ? [] : [stackConfigDir];
  // A key without a namespace is the project's own (sdk/go/common/workspace, ProjectStack).
  const ours = (key: string) => key.startsWith("strongroom:") || (name === "strongroom" && !key.includes(":"));
  return [
    ...strange.map((found) => ({
      keys: ["stackConfigDir"],
      must: "be stacks, where the environments' files are",
      found: JSON.stringify(found),
    })),
    ...Object.keys(config ?? {})
      .filter(ours)
      .map((key) => ({
        keys: ["config", key],
        must: "not be there: Pulumi would merge it into every environment",
        fix: "say it in stacks/Pulumi.<environment>.yaml",
      })),
  ];
}

function brokenProjectFile(problems: readonly [Problem, ...Problem[]]): Refusal {
  return new Refusal(problems, { exitCode: exitCodes.usage, summary: "Nothing was run." });
}

/** One environment of the project, its file checked. @throws {Refusal} with every problem of the file */
export function projectEnvironment(project: Project, name: string): Environment {
  return readEnvironment(project.stacks, name, environmentNames(project.stacks));
}
