import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn, Stack } from "@pulumi/pulumi/automation";
import { entryOf } from "../model/entry";
import { failuresOfRun, notJudged } from "./failure";
import { operationsOf } from "./operation";
import type { ResourceIds } from "./pending";
import { gather } from "./stack";

/**
 * Takes resources that exist already into the state, as the program declares them. Those without an id here are written once more,
 * with the values that they have. It is previewed first: the engine would write whatever differs to the server, and nobody has
 * seen that (resource/deploy/step_generator.go, continueStepsFromImport, plans an update beside the import).
 *
 * @returns why it could not be done; empty when it was
 */
export async function adopt(stack: Stack, program: PulumiFn, ids: ResourceIds, signal: AbortSignal): Promise<string[]> {
  const options = { program: importing(program, ids), color: "never", signal } as const;
  const planned = await gather({ signal }, (onEvent) => stack.preview({ ...options, onEvent }));
  const failures = failuresOfRun(planned, notJudged);
  if (failures.length > 0) return failures.map(({ message }) => message);
  const others = operationsOf(planned.events).filter(({ kind }) => !["import", "create", "same"].includes(kind));
  if (others.length > 0)
    return others.map(({ kind, urn, changed }) => `${urn} is not as declared: ${kind} ${changed.join(", ")}`);
  const run = await gather({ signal }, (onEvent) => stack.up({ ...options, onEvent }));
  return failuresOfRun(run, notJudged).map(({ message }) => message);
}

/** The program, with an import of every resource whose id is known. */
function importing(program: PulumiFn, ids: ResourceIds): PulumiFn {
  return () => {
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
      const id = entryOf(ids, type)?.(props);
      return id === undefined ? undefined : { props, opts: pulumi.mergeOptions(opts, { import: id }) };
    });
    return program();
  };
}
