import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import type { Doomed } from "../toolchain/embedded/reset";
import { embeddedEnvironment } from "./deployer-credential";
import type { Project } from "./project";

/** What belongs to the embedded Vault outside its own folder, and means nothing without it. */
export interface Belongings {
  /** What is there now. */
  readonly present: () => readonly Doomed[];
  /** Removes all of it that is there by then. */
  readonly remove: () => Promise<void>;
}

/** The state of the embedded environment. Other environments' stays. */
export function embeddedState(project: Project): Belongings {
  const groups = stateFiles(project);
  return {
    present: () =>
      groups.flatMap(({ what, files }) => {
        const [place] = files.filter((file) => existsSync(file));
        return place === undefined ? [] : [{ place, what }];
      }),
    remove: async () => {
      for (const file of groups.flatMap(({ files }) => files)) await rm(file, { recursive: true, force: true });
    },
  };
}

/** Where Pulumi's file backend keeps things of one stack: `dev`, or `dev.json` and what goes with it. */
function stateFiles(project: Project): { readonly what: string; readonly files: readonly string[] }[] {
  const of = (...folders: string[]): string[] => {
    const stack = path.join(project.state, ".pulumi", ...folders, project.name, embeddedEnvironment);
    return [".json", ".json.bak", ".json.attrs", ".json.bak.attrs", ""].map((suffix) => `${stack}${suffix}`);
  };
  return [
    { what: `Pulumi's state of the environment ${embeddedEnvironment}`, files: of("stacks") },
    { what: "the history of that state", files: of("history") },
    { what: "the backups of that state", files: of("backups") },
    { what: "the locks of that state", files: [...of("locks"), ...of("locks", "organization")] },
  ];
}
