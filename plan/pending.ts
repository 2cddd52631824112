import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { isNativeError } from "node:util/types";
import type { Stack } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { entryOf } from "../model/entry";
import { Refusal, type Problem } from "../problem/problem";
import { failuresOfRun, notJudged } from "./failure";
import { isOnServer } from "./operation";
import { gather, type StackLocation } from "./stack";
import { exportState, importState, type PendingOperation, type StateFile, type StateResource } from "./state-file";

/** The id by which the provider finds a resource of one type, from its properties. */
export type ResourceIds = Readonly<
  Record<string, ((properties: Record<string, unknown>) => string | undefined) | undefined>
>;

export interface Settlement {
  readonly stack: Stack;
  readonly location: StackLocation;
  /** A folder that only its owner can read. */
  readonly scratch: string;
  readonly ids: ResourceIds;
  /** @throws {Refusal} when another apply has the stack: what is pending is then its own */
  readonly refuseIfHeld: () => Promise<unknown>;
  readonly signal: AbortSignal;
}

/**
 * Finds out what became of the operations that a killed run had begun, so that the next run neither loses what was created nor
 * creates it twice: each is put into the state under the id it would have, and read from the server, which has it or has not.
 * Killed itself, it is taken up by the next call: what is still to be read is written down before the state is changed.
 *
 * @returns how many resources were read
 * @throws {Refusal} where an operation cannot be settled this way; nothing is changed then
 */
export async function settlePending(settlement: Settlement): Promise<number> {
  const { location, scratch, ids, refuseIfHeld } = settlement;
  const unread = `${scratch}/unread-${location.name}.json`;
  const state = await exportState(location);
  // Components, the stack and providers are nothing on a server: the next run makes them again.
  const pending = (state.deployment?.pending_operations ?? []).filter(({ resource }) => isOnServer(resource));
  const before = await readUnread(unread);
  if (state.deployment?.pending_operations === undefined && before.length === 0) return 0;

  const created = pending.filter(({ type }) => type === "creating");
  const [first, ...others] = created.filter((operation) => idOf(operation, ids) === undefined).map(unsettled);
  if (first !== undefined) throw new Refusal([first, ...others], { summary: "Nothing was touched." });
  await refuseIfHeld();

  const begun = created.map((operation) => ({ ...operation.resource, id: idOf(operation, ids) ?? "" }));
  const settled = withBegun(state, begun);
  const inState = new Set(settled.deployment?.resources?.map(({ urn }) => urn));
  const toRead = [...new Set([...before, ...pending.map(({ resource }) => resource.urn)])].filter((urn) =>
    inState.has(urn),
  );
  await writeUnread(unread, toRead);
  if (state.deployment?.pending_operations !== undefined) await importState(location, settled, scratch);
  if (toRead.length > 0) await readFromServer(settlement, toRead);
  await rm(unread, { force: true });
  return toRead.length;
}

/**
 * The state with what was begun in it. The old resource of a replacement that creates first stands there under the same URN; it is
 * marked as Pulumi itself does once the new one is there.
 */
function withBegun(state: StateFile, begun: readonly StateResource[]): StateFile {
  const replaced = new Set(begun.map(({ urn }) => urn));
  const resources = (state.deployment?.resources ?? []).map((resource) =>
    replaced.has(resource.urn) ? { ...resource, delete: true } : resource,
  );
  return { ...state, deployment: { ...state.deployment, resources: [...resources, ...begun], pending_operations: [] } };
}

async function readFromServer({ stack, signal }: Settlement, target: string[]): Promise<void> {
  const run = await gather({ signal }, (onEvent) => stack.refresh({ target, color: "never", onEvent, signal }));
  signal.throwIfAborted();
  const [failure] = failuresOfRun(run, notJudged);
  if (failure === undefined) return;
  throw new Refusal([
    {
      subject: "an interrupted apply",
      must: "be settled by reading the server",
      found: failure.message,
      fix: "run this again when the server answers",
    },
  ]);
}

function idOf({ resource }: PendingOperation, ids: ResourceIds): string | undefined {
  return entryOf(ids, resource.type)?.(resource.inputs ?? {});
}

function unsettled({ resource }: PendingOperation): Problem {
  return {
    subject: resource.urn,
    must: "be known to exist or not, for its creation was interrupted",
    fix: "look on the server, then run pulumi refresh, which asks for its id",
  };
}

const unreadFile = z.array(z.string());

async function readUnread(file: string): Promise<string[]> {
  try {
    return unreadFile.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (isNativeError(error) && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

async function writeUnread(file: string, urns: readonly string[]): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(urns), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
