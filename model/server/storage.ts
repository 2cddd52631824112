import { asList, asText } from "../scalars";
import { field, isFields, known, type Value } from "../value";
import { blocksOf } from "./block";
import type { ServerSetup } from "./setup";

/** Where a server keeps everything (command/server/config.go, ParseStorage). */
export interface Storage {
  /** `raft`, `file`, `consul` ..., in lower case. */
  readonly type: Value<string | undefined>;
  readonly settings: Value;
}

/** The storage of one configuration; `backend` is its older name, and counts only where the newer is not there. */
export function storagesOf(settings: Value): Storage[] {
  const [storage, backend] = ["storage", "backend"].map((name) => blocksOf(settings, name));
  return (storage?.length === 0 ? (backend ?? []) : (storage ?? [])).flatMap(storageIn);
}

/** The storage of what servers start with. */
export function storageFor({ parts }: ServerSetup): Storage[] {
  return parts.flatMap(storagesOf);
}

function storageIn(block: Value): Storage[] {
  if (block.kind !== "known") return [{ type: block, settings: block }];
  if (!isFields(block.value)) return [];
  return [...block.value].flatMap(([type, body]) => {
    const bodies = asList(body);
    const typed = known(type.toLowerCase(), body.place);
    const all = bodies.kind === "known" ? bodies.value : [body];
    return all.map((each) => ({ type: typed, settings: each }));
  });
}

export function isOfType({ type }: Storage, ...names: readonly string[]): boolean {
  return type.kind === "known" && names.includes(type.value ?? "");
}

/** One of its settings as a text. */
export function storageSetting({ settings }: Storage, name: string): Value<string | undefined> {
  return asText(field(settings, name));
}
