import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { StackLocation } from "./stack";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  custom: z.boolean().optional(),
  /** Replaced already, and still to be deleted. */
  delete: z.boolean().optional(),
  /** Read and never made by Pulumi. */
  external: z.boolean().optional(),
  protect: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  deletedWith: z.string().optional(),
  /** The provider's URN and id. */
  provider: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
});
export type StateResource = z.infer<typeof resource>;

const operation = z.looseObject({ type: z.string(), resource });
export type PendingOperation = z.infer<typeof operation>;

const stateFile = z.looseObject({
  version: z.number(),
  deployment: z
    .looseObject({ resources: z.array(resource).optional(), pending_operations: z.array(operation).optional() })
    .nullish(),
});
export type StateFile = z.infer<typeof stateFile>;

/** A stack's state as `pulumi stack export` gives it: secrets stay encrypted (the Automation API's export decrypts them). */
export async function exportState(location: StackLocation): Promise<StateFile> {
  return stateFile.parse(JSON.parse(await pulumi(location, ["stack", "export"])));
}

/**
 * Replaces a stack's state. Pulumi drops all pending operations when it does (cmd/pulumi/stack/io.go, SaveSnapshot).
 *
 * @param scratch a folder that only its owner can read: the state lies there for a moment
 */
export async function importState(location: StackLocation, state: StateFile, scratch: string): Promise<void> {
  const folder = await mkdtemp(path.join(scratch, "state-"));
  try {
    const file = path.join(folder, "state.json");
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
    await pulumi(location, ["stack", "import", "--file", file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pulumi({ pulumiRoot, root, environment, name }: StackLocation, command: string[]): Promise<string> {
  const run = promisify(execFile)(
    path.join(pulumiRoot, "bin", "pulumi"),
    [...command, "--stack", name, "--non-interactive"],
    { cwd: root, env: { ...process.env, ...environment }, maxBuffer: 1 << 30 },
  );
  return (await run).stdout;
}
