import { z } from "zod";
import type { Stack } from "@pulumi/pulumi/automation";
import { adopt } from "../plan/adopt";
import { Refusal } from "../problem/problem";
import type { Declaration } from "../stacks/core";
import { realiseStart } from "../stacks/realise";
import { resourceIds } from "./resource-ids";

/** What the engine imports. The user is written again instead (docs/decisions/import-the-start.md). */
const importIds = { ...resourceIds, "vault:generic/endpoint:Endpoint": undefined };

/**
 * Takes what the bootstrap created into the state of a stack that has none of it yet, as the deployer. The first apply then finds
 * it unchanged. Done already, it does nothing.
 */
export async function importStart(stack: Stack, declaration: Declaration, signal: AbortSignal): Promise<void> {
  if (await hasResources(stack)) return;
  const program = () => {
    realiseStart(declaration);
    return Promise.resolve();
  };
  const [first, ...rest] = await adopt(stack, program, importIds, signal);
  signal.throwIfAborted();
  if (first === undefined) return;
  throw new Refusal(
    [
      {
        subject: "the embedded Vault",
        must: "hold what its bootstrap created, for Pulumi to import",
        found: [first, ...rest].join("\n"),
        fix: "run strongroom dev reset --yes, then strongroom dev start",
      },
    ],
    { summary: "What was imported so far is in the state." },
  );
}

/** Of the export, all that is looked at. A stack that was never written to has no `resources`. */
const exportedStack = z.object({ deployment: z.object({ resources: z.array(z.unknown()).optional() }) });

async function hasResources(stack: Stack): Promise<boolean> {
  const { deployment } = exportedStack.parse(await stack.exportStack());
  return (deployment.resources ?? []).length > 0;
}
