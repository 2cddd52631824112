import { rm } from "node:fs/promises";
import path from "node:path";
import { embeddedEnvironment } from "./deployer-credential";
import type { Project } from "./project";

/** The state of the embedded environment, which means nothing once its Vault is gone. Other environments' stays. */
export function embeddedState(project: Project): { place: string; what: string; remove: () => Promise<void> } {
  const place = path.join(project.state, ".pulumi", "*", project.name, embeddedEnvironment);
  const folders = ["stacks", "history", "backups", "locks"].map((folder) =>
    path.join(project.state, ".pulumi", folder),
  );
  return {
    place,
    what: "Pulumi's state, history and backups of the environment dev",
    remove: async () => {
      for (const folder of folders) await removeStack(path.join(folder, project.name));
      await removeStack(path.join(project.state, ".pulumi", "locks", "organization", project.name));
    },
  };
}

/** A stack's files in one folder of the file backend: `dev`, `dev.json`, `dev.json.bak`, `dev.json.attrs`. */
async function removeStack(folder: string): Promise<void> {
  for (const suffix of ["", ".json", ".json.bak", ".json.attrs", ".json.bak.attrs"]) {
    await rm(path.join(folder, `${embeddedEnvironment}${suffix}`), { recursive: true, force: true });
  }
}
