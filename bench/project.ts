import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { findProject, type Project } from "../cli/project";
import { freePorts } from "../test/toolchain/embedded/free-ports";

export const repository = path.join(__dirname, "..");

/** The repository's own dev environment, on ports of its own, with a program that makes the bench's objects. */
export async function layOutProject(folder: string): Promise<Project> {
  const program = path.join(repository, "bench", "programs", "strongroom.ts");
  await mkdir(path.join(folder, "stacks"));
  await writeFile(path.join(folder, "Pulumi.yaml"), await readFile(path.join(repository, "Pulumi.yaml")));
  await writeFile(path.join(folder, "package.json"), `${JSON.stringify({ main: "program.js" })}\n`);
  await writeFile(
    path.join(folder, "program.js"),
    [path.join(repository, "typescript.js"), program].map((file) => `require(${JSON.stringify(file)});\n`).join(""),
  );
  await writeFile(path.join(folder, "stacks", "Pulumi.dev.yaml"), await devOnFreePorts());
  await symlink(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
  await placePack(folder);
  return findProject(folder);
}

/** A pack belongs to the project that it lies in, so that a link to the repository's would read the repository's files. */
async function placePack(folder: string): Promise<void> {
  const from = path.join(repository, "policy-pack");
  const to = path.join(folder, "policy-pack");
  await mkdir(to);
  for (const file of ["PulumiPolicy.yaml", "package.json"]) await copyFile(path.join(from, file), path.join(to, file));
  await writeFile(path.join(to, "pack.js"), `require(${JSON.stringify(path.join(from, "pack.js"))});\n`);
}

async function devOnFreePorts(): Promise<string> {
  const text = await readFile(path.join(repository, "stacks", "Pulumi.dev.yaml"), "utf8");
  const ports = await freePorts("api", "cluster");
  return text.replaceAll(":8210", `:${ports.api}`).replaceAll(":8211", `:${ports.cluster}`);
}
