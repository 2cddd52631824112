import { existsSync } from "node:fs";
import path from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";

export interface StackLocation {
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Name of the stack, which is the environment's. */
  readonly name: string;
  /** Folder whose `bin/pulumi` is run. */
  readonly pulumiRoot: string;
  /** Added to the process's own environment: backend, plugins, credentials. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What one run of the engine said. */
export interface EngineRun {
  readonly events: readonly EngineEvent[];
  /** The CLI's error if it did not end with 0; findings that block are one reason among others. */
  readonly error: Error | undefined;
  readonly seconds: number;
}

/** Opens the stack of an environment, creating it where the backend has none yet: a brand-new environment can be previewed. */
export async function openStack(location: StackLocation): Promise<Stack> {
  const pulumiCommand = await PulumiCommand.get({ root: location.pulumiRoot, skipVersionCheck: true });
  return LocalWorkspace.createOrSelectStack(
    { stackName: location.name, workDir: location.root },
    { pulumiCommand, envVars: { ...location.environment, ...nodeOptions(process.env) } },
  );
}

/** Every Node process that the engine starts puts off loading compilers that it does not need; other options stay as they are. */
function nodeOptions({ NODE_OPTIONS: own }: NodeJS.ProcessEnv): Record<string, string> {
  const preload = `--require ${JSON.stringify(path.join(__dirname, "..", "lazy-compiler.js"))}`;
  return { NODE_OPTIONS: own === undefined ? preload : `${own} ${preload}` };
}

/**
 * The pack that judges every preview and every apply: Strongroom's own, or the project's folder `policy-pack` where it has one, because
 * a project may wrap ours in a pack with rules of its own. A run in which ours did not judge fails (plan/failure.ts).
 */
export function policyPack(root: string): string {
  const [own, ours] = [path.join(root, "policy-pack"), path.join(__dirname, "..", "policy-pack")];
  return existsSync(own) ? own : ours;
}

/** How a run is watched and ended. */
export interface Watch {
  /** Aborted on Ctrl-C: the engine finishes its step, writes its state and ends. */
  readonly signal: AbortSignal;
  /** Told how many resources the engine has dealt with so far. */
  readonly onResources?: (count: number) => void;
}

/** Runs one command of the engine and gathers its events, whether it succeeds or not. */
export async function gather(
  { onResources }: Watch,
  run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
): Promise<EngineRun> {
  const events: EngineEvent[] = [];
  const resources = new Set<string>();
  const started = performance.now();
  const error = await run((event) => {
    events.push(event);
    const urn = (event.resOutputsEvent ?? event.resourcePreEvent)?.metadata.urn;
    if (urn !== undefined) onResources?.(resources.add(urn).size);
  }).then(
    () => undefined,
    (cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause))),
  );
  return { events, error, seconds: (performance.now() - started) / 1000 };
}
