import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn, Stack } from "@pulumi/pulumi/automation";
import type { ResourceIds } from "./pending";
import { failuresOfRun, notJudged } from "./failure";
import { gather } from "./stack";

/**
 * Takes resources that exist already into the state, as the program declares them: the engine reads each and refuses one that is
 * not as declared. Those without an id here are written once more, with the values that they have.
 *
 * @returns why it could not be done; empty when it was
 */
export async function adopt(stack: Stack, program: PulumiFn, ids: ResourceIds, signal: AbortSignal): Promise<string[]> {
  const run = await gather({ signal }, (onEvent) =>
    stack.up({
      program: () => {
        pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
          const id = ids[type]?.(props);
          return id === undefined ? undefined : { props, opts: pulumi.mergeOptions(opts, { import: id }) };
        });
        return program();
      },
      color: "never",
      onEvent,
      signal,
    }),
  );
  return failuresOfRun(run, notJudged);
}
