import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
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
        name: projectName(folder),
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

function projectName(folder: string): string {
  const lines = new LineCounter();
  const text = readFileSync(path.join(folder, "Pulumi.yaml"), "utf8");
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problemAt = (offset: number, problem: Omit<Problem, "subject" | "place">): Problem => {
    const { line, col } = lines.linePos(offset);
    return { subject: "Pulumi.yaml", place: `${line}:${col}`, ...problem };
  };
  const [broken, ...more] = document.errors.map(({ pos, message }) =>
    problemAt(pos[0], { must: `be YAML: ${message}` }),
  );
  if (broken !== undefined) throw brokenProjectFile([broken, ...more]);
  const node = document.get("name", true);
  const name: unknown = document.get("name");
  // Pulumi's own condition (sdk/go/common/tokens, ValidateProjectName).
  if (typeof name === "string" && /^[\w.-]{1,100}$/.test(name)) return name;
  throw brokenProjectFile([
    problemAt(isNode(node) ? (node.range?.[0] ?? 0) : 0, {
      path: "name",
      must: "be the project's name: up to 100 letters, digits, hyphens, underscores and periods",
      found: name === undefined ? "nothing" : JSON.stringify(name),
    }),
  ]);
}

function brokenProjectFile(problems: readonly [Problem, ...Problem[]]): Refusal {
  return new Refusal(problems, { exitCode: exitCodes.usage, summary: "Nothing was run." });
}

/** One environment of the project, its file checked. @throws {Refusal} with every problem of the file */
export function projectEnvironment(project: Project, name: string): Environment {
  return readEnvironment(project.stacks, name, environmentNames(project.stacks));
}
