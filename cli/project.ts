import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { exitCodes, Refusal } from "../problem/problem";
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

/** The project around a folder. @throws {Refusal} where there is none */
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

const projectFile = z.looseObject({ name: z.string() });

function projectName(folder: string): string {
  return projectFile.parse(parse(readFileSync(path.join(folder, "Pulumi.yaml"), "utf8"))).name;
}

/** One environment of the project, its file checked. @throws {Refusal} with every problem of the file */
export function projectEnvironment(project: Project, name: string): Environment {
  return readEnvironment(project.stacks, name, environmentNames(project.stacks));
}
