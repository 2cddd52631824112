import type { Stack } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { Refusal } from "../problem/problem";
import { failuresOfRun, notJudged } from "./failure";
import { gather } from "./stack";

/** The id by which the provider finds a resource of one type, from its properties. */
export type ResourceIds = Readonly<
  Record<string, ((properties: Record<string, unknown>) => string | undefined) | undefined>
>;

const pendingOperation = z.looseObject({
  type: z.string(),
  resource: z.looseObject({ urn: z.string(), type: z.string(), inputs: z.record(z.string(), z.unknown()).optional() }),
});
type PendingOperation = z.infer<typeof pendingOperation>;

const exportedStack = z.looseObject({
  version: z.number(),
  deployment: z.looseObject({
    resources: z.array(z.unknown()).optional(),
    pending_operations: z.array(pendingOperation).optional(),
  }),
});

/**
 * Finds out what became of the operations that a killed run had begun, so that the next run neither loses what was created nor
 * creates it twice: each is put into the state under the id it would have, and read from the server, which has it or has not.
 *
 * @returns how many operations were settled
 * @throws {Refusal} where an operation cannot be settled this way; nothing is changed then
 */
export async function settlePending(stack: Stack, ids: ResourceIds, signal: AbortSignal): Promise<number> {
  const exported = exportedStack.parse(await stack.exportStack());
  const { pending_operations: pending = [], resources = [], ...rest } = exported.deployment;
  if (pending.length === 0) return 0;
  const created = pending.filter(({ type }) => type === "creating");
  const [first, ...others] = created.filter((operation) => idOf(operation, ids) === undefined).map(unsettled);
  if (first !== undefined) throw new Refusal([first, ...others], { summary: "Nothing was touched." });

  const begun = created.map((operation) => ({ ...operation.resource, id: idOf(operation, ids) }));
  await stack.importStack({ version: exported.version, deployment: { ...rest, resources: [...resources, ...begun] } });
  const run = await gather({ signal }, (onEvent) =>
    stack.refresh({ target: pending.map(({ resource }) => resource.urn), color: "never", onEvent, signal }),
  );
  const [failure] = failuresOfRun(run, notJudged);
  signal.throwIfAborted();
  if (failure === undefined) return pending.length;
  // As it was: the next run begins here again.
  await stack.importStack({ version: exported.version, deployment: exported.deployment });
  throw new Refusal([
    {
      subject: "an interrupted apply",
      must: "be settled by reading the server",
      found: failure,
      fix: "run this again when the server answers",
    },
  ]);
}

function idOf({ resource }: PendingOperation, ids: ResourceIds): string | undefined {
  return ids[resource.type]?.(resource.inputs ?? {});
}

function unsettled({ resource }: PendingOperation): { subject: string; must: string; fix: string } {
  return {
    subject: resource.urn,
    must: "be known to exist or not, for its creation was interrupted",
    fix: "look on the server, then run pulumi refresh, which asks for its id",
  };
}
