import type { LiveKind } from "./kinds";
import type { LiveMount } from "./mounts";

/** Where things of one kind stand. */
export interface LivePlace {
  /** Without `auth/`; empty for what is Vault's own. */
  readonly mount: string;
  /** What their paths begin with. */
  readonly prefix: string;
}

/** Vault's own place, or each mount that has such things. */
export function placesOf({ below }: LiveKind, mounts: readonly LiveMount[]): LivePlace[] {
  if (below === undefined) return [{ mount: "", prefix: "" }];
  return mounts
    .filter(({ table, type }) => table === below.table && below.types.includes(type))
    .map(({ table, path }) => ({ mount: path, prefix: table === "auth" ? `auth/${path}/` : `${path}/` }));
}
